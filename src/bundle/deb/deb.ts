/*
 * npm run deb: Debian packages of the program, one a processor, into the directory of the project or the one that is named:
 *   node dist/src/bundle/deb/deb.js [--out DIR] [amd64] [arm64] [armhf]
 * It needs dpkg-deb; for the display of a Raspberry Pi also a compiler for its processor. The same commit gives the same bytes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  PACKAGED_CONF,
  PACKAGED_PROGRAM,
  packagedUnitFile,
  sysusersFile,
  tmpfilesFile,
} from '../../cli/service/packaged.ts';
import { packagedUnit, SERVICE } from '../../host/unit.ts';
import { addonObstacle, buildAddon } from './addon.ts';
import { ARCHES, type Arch } from './arch.ts';
import { bashCompletion } from './completion.ts';
import { changelog, controlFile, copyright } from './control.ts';
import { OWNERS_DOCUMENTS, packagedDocument, packagedName } from './documents.ts';
import { manPage } from './man.ts';
import { filesOf, type Module, productionModules } from './modules.ts';
import { postinst, postrm, prerm } from './scripts.ts';
import { Tree } from './tree.ts';
import { type Version, versionOf } from './version.ts';

const root = resolve(import.meta.dirname, '../../../..');
const PROGRAM = PACKAGED_PROGRAM.slice(1);
const DOC = 'usr/share/doc/linky-monitor';
/** What a user edits; the days of EJP and Tempo are the program's own, until somebody lays others beside these. */
const CONF = ['LinkyAcq.conf', 'tariffs.conf'].map((name) => `${PACKAGED_CONF}/${name}`);

/** Makes one package. @returns its file */
function makePackage(arch: Arch, version: Version, out: string): string {
  const work = mkdtempSync(join(tmpdir(), 'linky-monitor-deb-'));
  try {
    const tree = new Tree(join(work, 'tree'));
    addProgram(tree, arch, work);
    addService(tree, arch);
    addDocuments(tree, version, productionModules(root, arch));
    tree.control('control', controlFile(arch, version.name, tree.installedSize()));
    tree.control('md5sums', tree.sums());
    tree.control('conffiles', CONF.map((path) => `${path}\n`).join(''));
    for (const [name, script] of Object.entries({ postinst: postinst(CONF), prerm: prerm(), postrm: postrm() }))
      tree.control(name, script, 0o755);
    tree.setTimes(version.epoch);
    return packed(tree, join(out, `linky-monitor_${version.name}_${arch.name}.deb`), version);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function addProgram(tree: Tree, arch: Arch, work: string): void {
  const program = join(root, 'dist/program');
  const files = readdirSync(program, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const from = join(parentPath, name);
    const path = `${PROGRAM}/dist/program/${from.slice(program.length + 1)}`;
    if (name === 'cli.cjs') tree.add(path, withDebiansNode(readFileSync(from, 'utf8')), 0o755);
    // Licences are in the copyright file.
    else if (!name.endsWith('.map') && name !== 'LICENCES.txt') tree.copy(path, from);
  }
  tree.link('usr/bin/linky-monitor', `../lib/linky-monitor/dist/program/cli.cjs`);
  tree.copy(`${PROGRAM}/package.json`, join(root, 'package.json'));
  for (const name of readdirSync(join(root, 'conf'))) tree.copy(`${PROGRAM}/conf/${name}`, join(root, 'conf', name));
  for (const path of CONF) tree.copy(path.slice(1), join(root, 'conf', path.slice(PACKAGED_CONF.length + 1)));
  for (const module of productionModules(root, arch)) {
    const below = module.directory.slice(root.length + 1);
    for (const file of filesOf(module, arch)) tree.copy(`${PROGRAM}/${below}/${file}`, join(module.directory, file));
    if (module.name !== 'i2c-bus') continue;
    const addon = join(work, 'i2c.node');
    buildAddon(root, arch, addon);
    tree.copy(`${PROGRAM}/${below}/build/Release/i2c.node`, addon);
  }
}

/** Not the Node that somebody may have in /usr/local: the addon would not be for it. */
const withDebiansNode = (code: string): string => code.replace(/^#!.*\n/, '#!/usr/bin/node\n');

function addService(tree: Tree, { compiler }: Arch): void {
  tree.add(packagedUnit(SERVICE).slice(1), packagedUnitFile(compiler !== undefined));
  tree.add('usr/lib/sysusers.d/linky-monitor.conf', sysusersFile());
  tree.add('usr/lib/tmpfiles.d/linky-monitor.conf', tmpfilesFile());
}

function addDocuments(tree: Tree, version: Version, modules: readonly Module[]): void {
  const day = new Date(version.epoch * 1000).toISOString().slice(0, 10);
  tree.compressed('usr/share/man/man1/linky-monitor.1', manPage('en', version.name, day));
  tree.compressed('usr/share/man/fr/man1/linky-monitor.1', manPage('fr', version.name, day));
  tree.add('usr/share/bash-completion/completions/linky-monitor', bashCompletion());
  for (const path of OWNERS_DOCUMENTS) tree.add(`${DOC}/${packagedName(path)}`, packagedDocument(root, path));
  tree.compressed(`${DOC}/changelog`, changelog(version));
  const [own, inside] = ['LICENSE', 'dist/program/LICENCES.txt'].map((name) => readFileSync(join(root, name), 'utf8'));
  tree.add(`${DOC}/copyright`, copyright(own ?? '', inside ?? '', modules));
}

function packed(tree: Tree, file: string, { epoch }: Version): string {
  const { status, stderr } = spawnSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', tree.root, file], {
    encoding: 'utf8',
    // xz makes other bytes with more threads.
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), DPKG_DEB_THREADS_MAX: '1' },
  });
  if (status !== 0) throw new Error(`dpkg-deb: ${stderr.trim()}`);
  return file;
}

function main(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  if (spawnSync('dpkg-deb', ['--version']).status !== 0) {
    console.error('npm run deb: dpkg-deb is missing (Debian, Ubuntu: it is there; elsewhere the package dpkg)');
    return 1;
  }
  const unknown = positionals.filter((name) => !ARCHES.some((arch) => arch.name === name));
  if (unknown.length > 0) {
    console.error(`npm run deb: ${unknown.join(' ')}: amd64, arm64, armhf`);
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const out = resolve(values.out ?? root);
  mkdirSync(out, { recursive: true });
  let code = 0;
  for (const arch of ARCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const obstacle = addonObstacle(arch);
    if (obstacle !== undefined) {
      console.error(`no package for ${arch.name}: ${obstacle}`);
      // Asked for by its name, it is missed.
      if (positionals.length > 0) code = 1;
    } else console.log(makePackage(arch, versionOf(root, version, process.env), out));
  }
  return code;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`npm run deb: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
