import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import type { OnPi } from './day.ts';
import { PI_LANG } from './golden.ts';

/** The relay's pin, and its number for sysfs on this kernel. */
const GPIO = 17;
const NUMBER = 512 + GPIO;
/** What the commands run, and the file that it writes events to. */
const COMMAND = '/opt/told.sh';
const TOLD = '/tmp/told';
/** An exception that nobody catches, when asked for. */
const PLANTED = `--import 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("planted")})'`;

/** A relay and commands over an EJP day; their daemon is killed in the peak, ended in it, started again in it. */
export async function relay(on: OnPi): Promise<void> {
  const { pi } = on;
  const steady = (what: string, level: 0 | 1): Promise<void> => on.checkSteady(what, level, GPIO);
  const isTaken = async (): Promise<boolean> => (await pi.sh('ls /sys/class/gpio')).includes(`gpio${NUMBER}`);
  /** Each daemon tells what is true when it has heard the meter first, then each change. */
  const told = async (events: string): Promise<void> => {
    let found = '';
    const isTold = await on.waitFor(async () => {
      found = (await pi.sh(`cat ${TOLD}`)).trim().split(/\s+/).join(' ');
      return found === events;
    }, 20_000);
    on.check(`commands have told ${events}`, isTold, found);
  };

  await pi.sh(`printf '#!/bin/sh\\necho $LINKY_EVENT >> ${TOLD}\\n' > ${COMMAND}; chmod 755 ${COMMAND}`);
  const commands = ['NOTICE', 'ON', 'OFF'].map((event) => `EJP_${event}_CMD "${COMMAND}"`);
  await on.conf('READ_TIMEOUT 60', `RELAY_GPIO ${GPIO}`, ...commands);
  await on.clock(EJP_DAY.off);
  await on.start();
  await steady('at rest before the first frame', 0);
  on.play(frameAt(EJP_DAY.off));
  await on.checkPicture(`off-32-${PI_LANG}`);
  await steady('at rest in normal hours', 0);
  await on.clock(EJP_DAY.notice);
  on.play(frameAt(EJP_DAY.notice));
  await told('ejp-off ejp-notice');
  await steady('at rest in the notice, which RELAY_OFF_WHEN does not name', 0);
  await on.clock(EJP_DAY.peak);
  on.play(frameAt(EJP_DAY.peak));
  await steady('driven in the peak', 1);
  await on.checkPicture(`peak-shed-32-${PI_LANG}`);
  await on.stopPlaying();

  on.check('kill -9 in the peak ends it', await on.end('KILL'), 'still running');
  await steady('as it was after kill -9', 1);
  let levels: { level: 0 | 1 }[] = [];
  const watched = pi.levels(20_000, GPIO).then((seen) => {
    levels = seen;
  });
  await on.start('', false);
  await watched;
  on.check('GPIO 17: never at rest while the next daemon starts', levels.length === 1, JSON.stringify(levels));
  await steady('driven until the meter has spoken', 1);
  on.play(frameAt(EJP_DAY.peak));
  await on.checkPicture(`peak-shed-32-${PI_LANG}`);
  await steady('driven, as the meter says', 1);
  await on.stopPlaying();

  on.check('SIGTERM in the peak ends it', await on.end('TERM'), 'still running');
  await steady('released after SIGTERM', 0);
  on.check('GPIO 17 given back', !(await isTaken()), 'still taken');
  await on.start('', false);
  await steady('driven again by a daemon that starts in the peak', 1);
  on.play(frameAt(EJP_DAY.off));
  await steady('at rest as soon as the meter says that the peak is over', 0);
  await on.stopPlaying();
  await told('ejp-off ejp-notice ejp-on ejp-on ejp-off');
  const log = await on.log();
  const opened = log.split('relais ouvert, charge coupée (pointe)').length - 1;
  on.check('the log has each opening', opened === 3, log);
  on.check('SIGINT ends it', await on.end('INT'), 'still running');

  await on.conf('READ_TIMEOUT 60', `RELAY_GPIO ${GPIO}`, 'RELAY_ACTIVE_LOW 1');
  await on.clock(EJP_DAY.peak);
  await on.start(PLANTED);
  await steady('a board that switches on the low level: at rest', 1);
  on.play(frameAt(EJP_DAY.peak));
  await steady('driven in the peak, by the low level', 0);
  await on.stopPlaying();
  on.check('an exception ends it', await on.end('USR2'), await on.out());
  await steady('at rest after an exception', 1);
  // An exception leaves the pins exported: others could not take them.
  for (const number of [NUMBER, 512 + 25]) await pi.sh(`echo ${number} > /sys/class/gpio/unexport`);
}
