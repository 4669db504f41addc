import { basename, join, resolve } from 'node:path';
import type { Machine } from '../../host/machine.ts';
import type { Texts } from '../../text/index.ts';
import { PACKAGE, type Paths } from '../paths.ts';
import { assertFormerHome, type FormerHome, formerHome, isLink } from '../service/former.ts';
import type { Interview } from './interview.ts';
import { yesNo } from './questions.ts';

/** Where the Perl scripts of LinkyMonitor were installed. */
const FORMER = '/var/www/html/LinkyMonitor';

/** A former home that is taken over. */
export interface TakenHome {
  readonly from: string;
  readonly home: FormerHome;
}

/** Whether there is no conf yet, or the one that a package has brought. */
const isUntouched = (machine: Machine, { conf }: Paths): boolean =>
  !machine.stat(conf) || machine.read(conf) === machine.read(join(PACKAGE, 'conf', 'LinkyAcq.conf'));

/**
 * Asks whether to take over the home of the Perl scripts, where that has something that this one has not.
 * @throws CliError, code 2, for a directory that was named and has nothing
 */
export async function askFormer(
  interview: Interview,
  { machine, texts, paths, from }: { machine: Machine; texts: Texts; paths: Paths; from: string | undefined },
): Promise<TakenHome | undefined> {
  if (from !== undefined) assertFormerHome(machine, resolve(from), texts.service);
  const directory = resolve(from ?? FORMER);
  const whole = formerHome(machine, directory);
  // Root would read whatever a link leads to, into a file for the daemon's group; the plan tells that it is left alone.
  const [conf, prices] = [whole.conf, whole.prices].map((path) =>
    path === undefined || isLink(machine, path) ? undefined : path,
  );
  const home = { ...whole, conf, prices };
  const isNew = (path: string): boolean => !machine.stat(join(paths.logs, basename(path)));
  const logs = home.logs.filter(isNew).length;
  const hasConf =
    home.conf !== undefined && isUntouched(machine, paths) && machine.read(home.conf) !== machine.read(paths.conf);
  if (logs === 0 && !hasConf) return undefined;
  if (from !== undefined) return { from: directory, home };
  const { setup: t } = texts;
  const isTaken = await interview.ask(yesNo(t.takeOver(directory, logs, hasConf), true, t));
  return isTaken ? { from: directory, home } : undefined;
}
