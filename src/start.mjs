/*
 * `npm start`: the demo, compiled first where a source is newer than what was compiled. It is JavaScript: it runs before
 * anything is compiled. Git gives a file that a pull or a checkout changes the present time, and removes one that is gone
 * from its directory, which then is newer too.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiled = join(root, 'dist', 'program', 'cli.cjs');

/** When a file changed last, ms; 0 where it is not there. */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function isOld() {
  const built = changedAt(compiled);
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => join(root, name));
  const src = join(root, 'src');
  const sources = readdirSync(src, { recursive: true }).map((name) => join(src, name));
  return built === 0 || [...settings, src, ...sources].some((path) => changedAt(path) > built);
}

if (isOld()) {
  process.stderr.write('Compilation… / Compiling…\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
// The demo takes this process over: signals and the terminal are its own.
process.argv.splice(1, 1, compiled, 'demo');
await import(compiled);
