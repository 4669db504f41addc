import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../support/paths.ts';

describe('the package', () => {
  // Without scripts: dist/ is what this test itself runs from.
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [pack] = JSON.parse(said) as { files: { path: string; mode: number }[]; size: number }[];
  const files = pack?.files.map(({ path }) => path) ?? [];

  test('holds the program, conf, licence and README, and nothing else', () => {
    for (const name of [
      'dist/src/cli.js',
      'conf/LinkyAcq.conf',
      'conf/tariffs.conf',
      'LICENSE',
      'README.md',
      'package.json',
    ]) {
      assert.ok(files.includes(name), name);
    }
    const others = files.filter(
      (path) => !/^(dist\/src\/.*\.js|conf\/\w+\.conf|LICENSE|README\.md|package\.json)$/.test(path),
    );
    assert.deepEqual(others, []);
  });

  test('is small', () => {
    assert.ok((pack?.size ?? 0) < 400_000, `${pack?.size} bytes`);
  });

  test('runs no script of ours when it is installed: no compiler is needed', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      assert.equal(scripts[name], undefined, name);
    assert.equal(scripts['prepack'], 'npm run build');
  });
});
