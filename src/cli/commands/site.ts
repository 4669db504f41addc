import { join, resolve } from 'node:path';
import { loadEjpDays } from '../../config/day-kinds.ts';
import { loadTariffs } from '../../config/tariffs.ts';
import { codeOf } from '../../host/files.ts';
import { type Lock, takeLock } from '../../host/lock.ts';
import { SiteDirectory } from '../../page/site/directory.ts';
import { LOCK } from '../../page/site/names.ts';
import { type Given, Site } from '../../page/site/site.ts';
import { givenVersions } from '../../report/days/season.ts';
import { cli } from '../../text/cli.ts';
import { sitePages } from '../../text/site-pages.ts';
import { printable } from '../../text/untrusted.ts';
import type { Call } from '../command.ts';
import { asCliError, CliError } from '../errors.ts';
import { tellProduction, tellTariffs } from '../issues.ts';
import { guardStdout } from '../output.ts';
import { readAssets } from '../page-assets.ts';
import { dayFilesOf, readPaths, version } from '../paths.ts';
import { keepCode } from '../program-files.ts';
import { withProgress } from '../progress.ts';
import { AGAIN_MS, repeatedly } from '../repeatedly.ts';
import { productionOf, withProduction } from './production.ts';

type PagesTexts = (typeof sitePages)['fr'];

/** `pages`: a static site of the logs. @throws CliError, JournalError */
export async function site(call: Call<{ readonly again?: boolean }>): Promise<number> {
  const { lang, options, argument = '' } = call;
  const t = sitePages[lang];
  const paths = await readPaths(call);
  guardStdout(cli[lang]);
  const assets = readAssets(cli[lang]);
  const path = resolve(argument);
  const directory = inDirectory(path, t, () => new SiteDirectory(path));
  const lock = inDirectory(path, t, () => lockOf(path, t));
  const again = options.again ? AGAIN_MS / 1000 : undefined;
  const caches = process.env['CACHE_DIRECTORY'];
  const made = new Site({
    ...{ directory, lang, assets, zone: paths.settings.TIMEZONE, version: version() },
    ...{ logs: paths.logs, caches, again },
  });
  let isTold = false;
  const update = (): string[] => {
    const tariffs = loadTariffs(paths.prices);
    const source = productionOf(paths);
    if (!isTold) {
      tellTariffs(tariffs, paths.prices, lang);
      tellProduction(source, lang);
    }
    isTold = true;
    const ejpDays = loadEjpDays(dayFilesOf(paths.conf).ejp).kinds;
    const givenEjpDays = () => ejpDays;
    const daysVersion = givenVersions(ejpDays);
    const given: Given = {
      prices: tariffs.prices,
      reportSteps: (range) => withProduction({ ...range, givenEjpDays }, source),
      version: (span) => JSON.stringify([source.version(span), daysVersion(span)]),
    };
    const done = inDirectory(path, t, () => withProgress(made.updateSteps(given, Date.now()), t.progress));
    return [...done.taken.map((name) => t.taken(name)), t.done(done.written, done.removed, done.pages)];
  };
  try {
    const [summary = '', ...taken] = update().reverse();
    for (const line of taken) tell(line);
    process.stdout.write(`${summary}\n`);
    keepCode();
    if (options.again) await repeatedly(tellingChanges(() => void update(), call));
  } finally {
    lock.release();
  }
  return 0;
}

/** What fails is told once, and tried again each time. */
function tellingChanges(act: () => void, { lang }: Pick<Call, 'lang'>): () => Promise<void> {
  let told: string | undefined;
  return async () => {
    try {
      act();
      told = undefined;
    } catch (error) {
      const { message } = await asCliError(error, lang);
      if (message !== told) tell(message);
      told = message;
    }
  };
}

const tell = (line: string): void => void process.stderr.write(`linky-monitor: ${printable(line)}\n`);

/** @throws CliError */
function lockOf(path: string, t: PagesTexts): Lock {
  const lock = takeLock(join(path, LOCK));
  if (typeof lock === 'number') throw new CliError(t.busy(path, lock));
  return lock;
}

/** @throws CliError where the directory does not take what is written, or is not ours */
function inDirectory<T>(path: string, t: PagesTexts, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTEMPTY') throw new CliError(t.notOurs(path), 1, error);
    throw /^E[A-Z0-9]+$/.test(code) ? new CliError(t.unwritable(path, code), 1, error) : error;
  }
}
