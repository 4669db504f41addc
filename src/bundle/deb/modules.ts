import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Arch } from './arch.ts';

export interface Module {
  readonly name: string;
  readonly version: string;
  readonly directory: string;
  readonly licence: string;
}

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;

/** Packages that nothing loads: they are for compiling. onoff is not needed: the kernel's files switch a pin too. */
const LEFT_OUT = ['onoff', 'nan', 'node-addon-api'];

/** The packages that the program loads, as npm has installed them, in the order of their names. @throws Error where one is missing */
export function productionModules(root: string, { compiler }: Arch): Module[] {
  const found = new Map<string, Module>();
  const add = (name: string, from: string): void => {
    if (LEFT_OUT.includes(name) || (name === 'i2c-bus' && compiler === undefined)) return;
    const directory = directoryOf(name, from, root);
    if (found.has(directory)) return;
    const manifest = manifestOf(directory);
    found.set(directory, { name, version: manifest.version, directory, licence: licenceOf(directory, manifest) });
    for (const below of Object.keys(manifest.dependencies ?? {})) add(below, directory);
  };
  const { dependencies, optionalDependencies } = manifestOf(root);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) add(name, root);
  return [...found.values()].sort((one, other) => (one.directory < other.directory ? -1 : 1));
}

/** Where Node finds a package from another one: in its own node_modules, or in one above it. */
function directoryOf(name: string, from: string, root: string): string {
  for (let at = from; at.startsWith(root); at = dirname(at)) {
    const directory = join(at, 'node_modules', name);
    if (existsSync(join(directory, 'package.json'))) return directory;
  }
  throw new Error(`${name} is not installed: npm ci`);
}

function licenceOf(directory: string, { license }: Manifest): string {
  const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
  return file ? readFileSync(join(directory, file), 'utf8').trim() : `${license ?? '?'} (package.json)`;
}

/** What of a package is for those who develop or compile with it. */
const NOT_LOADED = /^(test|tests|doc|docs|example|examples|integration-test|prebuilds)\//;

/** The files of a module that are loaded on a processor, relative to it. */
export function filesOf({ directory }: Module, { prebuild }: Arch): string[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules/'));
  const code = files.filter((file) => {
    if (NOT_LOADED.test(file) || !(/\.[cm]?js$/.test(file) || file === 'package.json')) return false;
    // Programs of their own, not modules.
    return !readFileSync(join(directory, file)).subarray(0, 2).equals(Buffer.from('#!'));
  });
  const builds = files.filter((file) => file.startsWith(`prebuilds/${prebuild}/`) && !/musl/.test(basename(file)));
  return [...code, ...builds].sort();
}
