import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Arch } from './arch.ts';

/** Node 20, that of Debian 13: an addon is loaded by the Node whose number it was made for. */
const NODE_ABI = '115';

/** Where Node's headers may be: named, beside the Node that runs, Debian's libnode-dev. */
const headerPlaces = (): string[] => [
  ...(process.env['NODE_HEADERS'] ? [process.env['NODE_HEADERS']] : []),
  join(dirname(process.execPath), '../include/node'),
  '/usr/include/node',
];

const abiOf = (headers: string): string | undefined => {
  const file = join(headers, 'node_version.h');
  return existsSync(file)
    ? /define NODE_(?:EMBEDDER_)?MODULE_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1]
    : undefined;
};

/** Why an addon cannot be made here; undefined where it can. */
export function addonObstacle({ compiler, compilerPackage }: Arch): string | undefined {
  if (compiler === undefined) return undefined;
  if (spawnSync(compiler, ['--version']).status !== 0) return `${compiler} is missing: apt install ${compilerPackage}`;
  if (!headerPlaces().some((place) => abiOf(place) === NODE_ABI))
    return 'the headers of Node 20 are missing: NODE_HEADERS=…/include/node says where they are';
  return undefined;
}

/**
 * Compiles i2c-bus, as its binding.gyp would. Nothing of this machine gets into it.
 * @param root the checkout, whose node_modules has it
 */
export function buildAddon(root: string, { compiler = '', flags }: Arch, out: string): void {
  const headers = headerPlaces().find((place) => abiOf(place) === NODE_ABI) ?? '';
  const words = [
    ...['-shared', '-fPIC', '-O2', '-std=gnu++17', '-fno-rtti', '-fno-exceptions', '-w', '-s'],
    ...['-fstack-protector-strong', '-D_FORTIFY_SOURCE=2', '-Wl,-z,relro,-z,now', '-Wl,--build-id=sha1'],
    ...['NODE_GYP_MODULE_NAME=i2c', 'USING_UV_SHARED=1', 'USING_V8_SHARED=1', 'BUILDING_NODE_EXTENSION'].map(
      (name) => `-D${name}`,
    ),
    ...['-D_FILE_OFFSET_BITS=64', `-ffile-prefix-map=${root}=.`],
    ...flags,
    ...[`-I${headers}`, `-I${join(root, 'node_modules/nan')}`, join(root, 'node_modules/i2c-bus/src/i2c.cc')],
    ...['-o', out],
  ];
  const { status, stderr } = spawnSync(compiler, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${compiler}: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
}
