import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { NOTICE_CLOCK, type OnPi } from './day.ts';
import { PI_LANG } from './golden.ts';

const MODULES = '/opt/node_modules';
const times = (text: string, word: string | RegExp): number => text.split(word).length - 1;

/** The tests of the panel's ports, which the fakes pass in npm test, on the real drivers. */
export async function ports(on: OnPi): Promise<void> {
  const suite = await on.pi.sh(`node ${MODULES}/linky-monitor/dist/test/pi/on-the-pi.js`);
  const holds = /\bfail 0\b/.test(suite) && /\bpass 6\b/.test(suite);
  on.check('the tests of the ports pass on the real drivers', holds, suite);
}

/** No device answers on the bus and another program holds the pin; both faults end while the daemon runs. */
export async function missingAndBusy(on: OnPi): Promise<void> {
  const { pi } = on;
  await pi.sh('gpioset --mode=signal gpiochip0 25=0 & echo $! > /tmp/holder');
  await on.conf('OLED_ADDRESS 0x3D');
  await on.clock(EJP_DAY.peak);
  await on.start(`--import 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("planted")})'`);
  on.play(frameAt(EJP_DAY.peak));
  const acquires = await on.waitFor(async () => times(await on.log(), 'DATA ') >= 2);
  const log = await on.log();
  on.check('no display, busy pin: acquisition goes on', acquires, log);
  on.check('no display: EREMOTEIO, one line of the log', times(log, 'OLED indisponible (EREMOTEIO)') === 1, log);
  on.check('busy pin: EBUSY, one line of the log', times(log, 'LED indisponible (EBUSY)') === 1, log);

  await pi.sh('kill $(cat /tmp/holder)');
  await on.checkSteady('on as soon as the pin is free', 1);
  await on.conf('OLED_ADDRESS 0x3C');
  await on.checkPicture(`peak-32-${PI_LANG}`);
  const after = await on.log();
  on.check('both reported once as recovered', times(after, 'LED de nouveau en service') === 1, after);

  // An exception that nobody catches.
  await on.stopPlaying();
  on.check('an exception ends it', await on.end('USR2'), await on.out());
  pi.readBus();
  on.check('OLED: dark after an exception', !pi.oled.on, 'on');
  await on.checkSteady('off after an exception', 0);
}

/** The compiled modules are missing: the display stays dark, the LED works through sysfs alone. */
export async function missingModules(on: OnPi): Promise<void> {
  const { pi } = on;
  await pi.sh(`mkdir -p /tmp/away; mv ${MODULES}/i2c-bus ${MODULES}/onoff /tmp/away/`);
  await on.conf();
  await on.clock(EJP_DAY.peak);
  await on.start();
  on.play(frameAt(EJP_DAY.peak));
  await on.checkSteady('on through sysfs alone, without onoff', 1);
  const log = await on.log();
  on.check('i2c-bus missing: one line of the log with its cure', times(log, 'npm rebuild i2c-bus') === 1, log);
  await on.stopPlaying();
  on.check('SIGHUP ends it', await on.end('HUP'), 'still running');
  await on.checkSteady('off after SIGHUP', 0);
  await pi.sh(`mv /tmp/away/* ${MODULES}/`);
}

/** Masks the interrupt of the I2C controller (53, bit 21 of its register): no transfer ends, and each takes the kernel a second. */
const stuck = ({ pi }: OnPi): Promise<string> => pi.sh(`devmem ${pi.address(0xb220)} 32 0x200000`);
const freed = ({ pi }: OnPi): Promise<string> => pi.sh(`devmem ${pi.address(0xb214)} 32 0x200000`);

/** A bus that gets stuck in the middle of the peak, as the kernel sees it, and is freed. */
export async function stuckBus(on: OnPi): Promise<void> {
  await on.conf();
  await on.start();
  await on.clock(NOTICE_CLOCK);
  on.play(frameAt(EJP_DAY.notice));
  await on.checkPicture(`notice-32-${PI_LANG}`);
  await stuck(on);
  await on.clock(EJP_DAY.peak);
  on.play(frameAt(EJP_DAY.peak));
  await on.checkSteady('on, while the bus is stuck', 1);
  const reported = await on.waitFor(async () => (await on.log()).includes('OLED indisponible (ETIMEDOUT)'), 30_000);
  const log = await on.log();
  on.check('stuck bus: ETIMEDOUT in the log', reported, log);
  const lines = times(log, 'DATA ');
  const acquires = await on.waitFor(async () => times(await on.log(), 'DATA ') >= lines + 2);
  on.check('stuck bus: acquisition goes on', acquires, log);
  await freed(on);
  await on.checkPicture(`peak-32-${PI_LANG}`);
  const after = await on.log();
  on.check('reported once as failed and once as recovered', times(after, 'OLED') === 2, after);
  await stuck(on);
  await on.stopPlaying();
  on.check('SIGINT ends it, the bus stuck', await on.end('INT'), 'still running');
  await on.checkSteady('off after SIGINT', 0);
  await freed(on);
}
