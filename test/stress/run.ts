/*
 * The trials that take minutes: every *.trial.ts here, one after the other, then the table of what they found.
 *
 *   npm run test:stress              all of them
 *   npm run test:stress -- kill      those whose file name contains one of these words
 *   STRESS_SECONDS=5 npm run test:stress -- feed fuzz line     5 s for each attack, target or trouble
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TABLE_FILE, type Trial, tableOf } from './table.ts';

const names = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => /\.trial\.[jt]s$/.test(name) && (names.length === 0 || names.some((part) => name.includes(part))))
  .map((name) => join(import.meta.dirname, name));
if (files.length === 0) {
  // Without a file, `node --test` would run every test there is.
  console.error(`no trial of that name: ${names.join(' ')}`);
  process.exit(2);
}
const directory = mkdtempSync(join(tmpdir(), 'linky-stress-'));
const table = join(directory, 'trials');
try {
  const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=1', ...files], {
    stdio: 'inherit',
    env: { ...process.env, [TABLE_FILE]: table },
  });
  const lines = existsSync(table) ? readFileSync(table, 'utf8').trim().split('\n') : [];
  console.log(`\n${tableOf(lines.map((line) => JSON.parse(line) as Trial))}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
