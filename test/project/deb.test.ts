/* `npm run deb`, on what npm ci has installed: the package for amd64, which needs no compiler. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { packagedUnitFile } from '../../src/cli/service/packaged.ts';
import { root } from '../support/paths.ts';

const has = (program: string, ...words: string[]): boolean => spawnSync(program, words).status === 0;
const isDebian = has('dpkg-deb', '--version');
const skip = isDebian ? false : 'no dpkg-deb';

describe('the Debian package', { skip }, () => {
  const work = mkdtempSync(join(tmpdir(), 'linky-deb-'));
  after(() => rmSync(work, { recursive: true, force: true }));

  /** Makes it, with the umask and the zone of somebody else. */
  function made(out: string, env: NodeJS.ProcessEnv = {}, umask = '022'): string {
    const deb = join(root, 'dist/src/bundle/deb/deb.js');
    const script = `umask ${umask}; exec "$0" "$@"`;
    const stdout = execFileSync('sh', ['-c', script, process.execPath, deb, '--out', join(work, out), 'amd64'], {
      encoding: 'utf8',
      // A checkout whose commit is not known has none: the time is given.
      env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000', ...env },
    });
    return stdout.trim();
  }

  const file = skip ? '' : made('one');
  const tree = join(work, 'tree');
  if (!skip) execFileSync('dpkg-deb', ['-R', file, tree]);
  const read = (path: string): string => readFileSync(join(tree, path), 'utf8');
  const contents = skip ? '' : execFileSync('dpkg-deb', ['-c', file], { encoding: 'utf8' });

  test('twice made is the same, byte for byte, whatever umask, zone and language', () => {
    const other = made('two', { TZ: 'Pacific/Auckland', LC_ALL: 'C', LANG: 'C' }, '077');
    assert.ok(readFileSync(file).equals(readFileSync(other)));
  });

  test('everything is root’s, of one time, and nobody else may write it', () => {
    for (const line of contents.trim().split('\n')) {
      assert.match(line, /^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx) root\/root +\d+ 2023-11-14 \d\d:13 /);
    }
  });

  test('it has the program, its modules for this processor alone, service, man pages, completion, licences', () => {
    const paths = contents
      .trim()
      .split('\n')
      .map((line) => line.replace(/^.* \d\d:\d\d \./, '').replace(/ -> .*/, ''));
    for (const path of [
      '/usr/bin/linky-monitor',
      '/usr/lib/linky-monitor/dist/program/cli.cjs',
      '/usr/lib/linky-monitor/package.json',
      '/usr/lib/linky-monitor/conf/ejp-days.conf',
      '/usr/lib/linky-monitor/node_modules/serialport/dist/index.js',
      '/usr/lib/systemd/system/linky-monitor.service',
      '/usr/lib/sysusers.d/linky-monitor.conf',
      '/usr/lib/tmpfiles.d/linky-monitor.conf',
      '/usr/share/man/man1/linky-monitor.1.gz',
      '/usr/share/man/fr/man1/linky-monitor.1.gz',
      '/usr/share/bash-completion/completions/linky-monitor',
      '/usr/share/doc/linky-monitor/README.md',
      '/usr/share/doc/linky-monitor/LISEZMOI.md',
      '/usr/share/doc/linky-monitor/conf/README.md',
      '/usr/share/doc/linky-monitor/copyright',
      '/usr/share/doc/linky-monitor/changelog.gz',
      '/etc/linky-monitor/LinkyAcq.conf',
      '/etc/linky-monitor/tariffs.conf',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    const builds = paths.filter((path) => path.endsWith('.node'));
    assert.deepEqual(
      builds.map((path) => path.replace(/.*prebuilds\//, '')),
      ['linux-x64/@serialport+bindings-cpp.glibc.node'],
    );
    assert.deepEqual(
      paths.filter((path) => /\.map$|\.d\.ts$|\/(nan|onoff|epoll|typescript|rolldown)\//.test(path)),
      [],
    );
  });

  test('the unit is that of service install, without a panel', () => {
    assert.equal(read('usr/lib/systemd/system/linky-monitor.service'), packagedUnitFile(false));
  });

  test('the conf files are conffiles: what is edited there stays', () => {
    assert.equal(read('DEBIAN/conffiles'), '/etc/linky-monitor/LinkyAcq.conf\n/etc/linky-monitor/tariffs.conf\n');
  });

  test('the program runs from where it was unpacked, with the modules that came along alone', (c) => {
    const elsewhere = join(work, 'elsewhere');
    cpSync(join(tree, 'usr/lib/linky-monitor'), elsewhere, { recursive: true });
    const run = (...words: string[]): string =>
      execFileSync(process.execPath, [join(elsewhere, 'dist/program/cli.cjs'), ...words], { encoding: 'utf8' });
    assert.match(run('--version'), /^\d+\.\d+\.\d+\n$/);
    if (process.arch !== 'x64') return c.skip('the modules are for amd64');
    const load = `for (const name of ['serialport', 'oled-i2c-bus', 'oled-font-5x7']) require(name); console.log('loaded');`;
    const script = execFileSync(process.execPath, ['-e', load], { cwd: elsewhere, encoding: 'utf8' });
    assert.equal(script, 'loaded\n');
    assert.match(read('usr/lib/linky-monitor/dist/program/cli.cjs'), /^#!\/usr\/bin\/node\n/);
    return undefined;
  });

  test('the scripts are of a plain shell', () => {
    for (const name of ['postinst', 'prerm', 'postrm']) {
      const { status, stderr } = spawnSync('sh', ['-n', join(tree, 'DEBIAN', name)], { encoding: 'utf8' });
      assert.equal(status, 0, `${name}: ${stderr}`);
    }
  });

  test('neither remove nor purge has a word that takes logs', () => {
    for (const name of ['prerm', 'postrm']) {
      for (const line of read(`DEBIAN/${name}`)
        .split('\n')
        .filter((each) => /\brm\b/.test(each)))
        assert.doesNotMatch(line, /logs/);
    }
  });

  test('the man pages have each command and option of the help, in both languages', (c) => {
    const options = { en: '--compare <contracts>', fr: '--compare <contrats>' };
    if (!has('man', '--version')) return c.skip('no man');
    for (const [lang, path] of [
      ['en', 'usr/share/man/man1/linky-monitor.1.gz'],
      ['fr', 'usr/share/man/fr/man1/linky-monitor.1.gz'],
    ] as const) {
      const { stdout, stderr } = spawnSync('man', ['--warnings', '-E', 'UTF-8', '-l', '-'], {
        input: gunzipSync(readFileSync(join(tree, path))),
        encoding: 'utf8',
        env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
      });
      assert.equal(stderr, '');
      for (const words of [
        'report',
        'service install',
        options[lang],
        '-m, --mode <mode>',
        '--no-panel',
        'LinkyAcq.conf',
      ])
        assert.ok(stdout.includes(words), `${lang}: ${words}`);
    }
    return undefined;
  });

  test('bash completes commands, options and the words that they take', (c) => {
    if (!has('bash', '--version')) return c.skip('no bash');
    const completed = (...words: string[]): string[] => {
      const script = [
        `source ${join(tree, 'usr/share/bash-completion/completions/linky-monitor')}`,
        'COMP_WORDS=(linky-monitor "$@") COMP_CWORD=$#',
        '_linky_monitor',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
        'printf "%s\\n" "${COMPREPLY[@]}"',
      ].join('\n');
      return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean);
    };
    assert.deepEqual(completed('rep'), ['report']);
    assert.deepEqual(completed('report', '--by', ''), ['day', 'week', 'month', 'year', 'season']);
    assert.deepEqual(completed('daemon', '-m', 's'), ['standard']);
    assert.deepEqual(completed('service', 'un'), ['uninstall']);
    assert.deepEqual(completed('--lang', 'en', 'service', 'install', '--pan'), ['--panel']);
    assert.deepEqual(completed('report', '--lang', ''), ['fr', 'en']);
    assert.deepEqual(completed('help', 'dem'), ['demo']);
    assert.deepEqual(completed('--home', join(tree, 'us')), [join(tree, 'usr')]);
    assert.deepEqual(completed('report', '-o', ''), []);
    return undefined;
  });

  test('lintian finds no error', (c) => {
    if (!has('lintian', '--version')) return c.skip('no lintian');
    const { stdout } = spawnSync('lintian', ['--fail-on', 'none', file], { encoding: 'utf8' });
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.startsWith('E:')),
      [],
    );
    return undefined;
  });

  test('its licences name every package that is in it', () => {
    const modules = join(tree, 'usr/lib/linky-monitor/node_modules');
    const names = readdirSync(modules).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
    );
    const copyright = read('usr/share/doc/linky-monitor/copyright');
    for (const name of [...names, 'blessed', 'commander', 'mqtt', 'uplot'])
      assert.match(copyright, new RegExp(`^${name}( \\d|$)`, 'm'), name);
    assert.ok(existsSync(join(modules, 'oled-i2c-bus')));
  });
});
