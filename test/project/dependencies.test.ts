import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/paths.ts';

interface Locked {
  readonly version: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
}

describe('what npm ci installs', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

  test('of the dependencies only the drivers of the hardware run a script at install', () => {
    const scripted = installed.filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript);
    assert.deepEqual(scripted.map(([path]) => nameOf(path)).sort(), ['@serialport/bindings-cpp', 'epoll', 'i2c-bus']);
  });

  test('every dependency is locked to its content', () => {
    assert.deepEqual(
      installed.filter(([, { integrity }]) => !integrity).map(([path]) => path),
      [],
    );
  });

  test('the overrides of versions with known faults hold everywhere', () => {
    for (const [name, least] of [
      ['lodash', [4, 18, 1]],
      ['xml2js', [0, 6, 2]],
    ] as const) {
      const versions = installed.filter(([path]) => nameOf(path) === name).map(([, { version }]) => version);
      assert.ok(versions.length > 0, name);
      for (const version of versions) {
        const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
        const order = [major - least[0], minor - least[1], patch - least[2]].find((step) => step !== 0) ?? 0;
        assert.ok(order >= 0, `${name} ${version}`);
      }
    }
  });

  test('each direct dependency is imported', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, object>;
    const src = join(root, 'src');
    const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => readFileSync(join(src, name), 'utf8'))
      .join('\n');
    const named = { ...manifest['dependencies'], ...manifest['optionalDependencies'] };
    for (const name of Object.keys(named)) assert.match(code, new RegExp(`'${name}['/]`), name);
  });

  test('what is inside of the program is not installed beside it', () => {
    const inside = ['blessed', 'blessed-contrib', 'commander', 'lodash', 'rolldown', 'uplot'];
    const needed = installed.filter(([, { dev }]) => !dev).map(([path]) => nameOf(path));
    assert.deepEqual(
      needed.filter((name) => inside.includes(name)),
      [],
    );
  });
});
