import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { OWNERS_DOCUMENTS } from '../../src/bundle/deb/documents.ts';
import { root } from '../support/paths.ts';

describe('the package', () => {
  // Without scripts: prepack would delete dist/, which this test runs from.
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const [pack] = JSON.parse(output) as { files: { path: string; mode: number }[]; size: number }[];
  const files = pack?.files.map(({ path }) => path) ?? [];

  test('the package holds the program, conf, licence and the documents for owners, and nothing else', () => {
    for (const name of [
      'dist/program/cli.cjs',
      'dist/program/page.js',
      'dist/program/page.css',
      'dist/program/LICENCES.txt',
      'dist/program/terminfo/xterm-256color',
      // Services of earlier versions start this.
      'dist/src/cli.js',
      'conf/LinkyAcq.conf',
      'conf/tariffs.conf',
      'conf/ejp-days.conf',
      'conf/tempo-days.conf',
      'LICENSE',
      ...OWNERS_DOCUMENTS,
      'package.json',
    ]) {
      assert.ok(files.includes(name), name);
    }
    const others = files.filter(
      (path) =>
        !OWNERS_DOCUMENTS.includes(path) &&
        !/^(dist\/program\/([\w-]+\.cjs|page\.(js|css)|LICENCES\.txt|terminfo\/[\w-]+)|dist\/src\/cli\.js|conf\/[\w-]+\.conf|LICENSE|package\.json)$/.test(
          path,
        ),
    );
    assert.deepEqual(others, []);
  });

  test('the package is smaller than 600 KB', () => {
    assert.ok((pack?.size ?? 0) < 600_000, `${pack?.size} bytes`);
  });

  test('the package runs no script of ours at install: no compiler is needed', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      assert.equal(scripts[name], undefined, name);
    assert.equal(scripts['prepack'], 'npm run build -- package');
  });
});
