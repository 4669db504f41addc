import { setTimeout as sleep } from 'node:timers/promises';
import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { moved } from '../support/ssd1306.ts';
import { golden, PI_LANG } from './golden.ts';
import type { Pi } from './pi.ts';
import { Verdict } from './verdict.ts';

export const HOME = '/tmp/home';
export const CLI = '/opt/node_modules/linky-monitor/dist/src/cli.js';

/** The Pi's clock when the notice begins: its picture says 30 min for the minute that follows. */
export const NOTICE_CLOCK = '2026-12-08T06:29:35';

/** A log line each two readings, without pause. */
const CONF = ['LANGUAGE fr', 'OLED_NIGHT 0-0', 'NB_PAPP 2', 'WAIT_BETWEEN_FRAMES 0', `FEED_SOCKET ${HOME}/feed.sock`];

/** The daemon on the Pi. */
export class OnPi extends Verdict {
  readonly pi: Pi;
  #feeding: Promise<void> | undefined;
  #frame: Uint8Array | undefined;

  constructor(pi: Pi) {
    super();
    this.pi = pi;
  }

  /** Sets the Pi's clock to a local time of the EJP day. */
  async clock(local: string): Promise<void> {
    const utc = new Date(local).toISOString().slice(0, 19).replace('T', ' ');
    await this.pi.sh(`date -u -s '${utc}'`);
  }

  async conf(...lines: string[]): Promise<void> {
    await this.pi.sh(`mkdir -p ${HOME}/conf ${HOME}/logs`);
    const text = [...CONF, ...lines].map((line) => `'${line}'`).join(' ');
    await this.pi.sh(`printf '%s\\n' ${text} > ${HOME}/conf/LinkyAcq.conf`);
  }

  /** Starts `daemon -l`, with an empty log unless it is to find what the last one has left, and waits until it serves. */
  async start(nodeOptions = '', isNew = true): Promise<void> {
    if (isNew) await this.pi.sh(`rm -rf ${HOME}/logs; mkdir -p ${HOME}/logs`);
    await this.pi.sh(`node ${nodeOptions} ${CLI} daemon -l --home ${HOME} > /tmp/out 2>&1 & echo $! > /tmp/pid`);
    const began = performance.now();
    if (!(await this.waitFor(async () => (await this.pi.sh('cat /tmp/out')).includes('feed.sock')))) {
      throw new Error(`the daemon does not start: ${await this.pi.sh('cat /tmp/out')}`);
    }
    this.say(`daemon -l serves after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }

  /** Ends the daemon by a signal. @returns whether it ended */
  async end(signal: string): Promise<boolean> {
    await this.pi.sh(`kill -${signal} $(cat /tmp/pid)`);
    return this.waitFor(async () => (await this.pi.sh('kill -0 $(cat /tmp/pid) 2>&1 || echo gone')).includes('gone'));
  }

  /** The daily logs of the daemon. */
  async log(): Promise<string> {
    return this.pi.sh(`cat ${HOME}/logs/*.log`);
  }

  out(): Promise<string> {
    return this.pi.sh('cat /tmp/out');
  }

  /** Sends one frame over and over until `stopPlaying`. */
  play(frame: Uint8Array): void {
    this.#frame = frame;
    this.#feeding ??= (async () => {
      while (this.#frame) {
        await this.pi.feed(this.#frame);
        await sleep(30);
      }
      this.#feeding = undefined;
    })();
  }

  async stopPlaying(): Promise<void> {
    this.#frame = undefined;
    await this.#feeding;
  }

  /** Waits for a golden picture on the OLED, in any of the places that it moves to. @returns whether it came */
  async shows(name: string, on = true): Promise<boolean> {
    const wanted = golden(name);
    const places = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => moved(wanted, x, y)));
    const from = this.pi.seen.length - 1;
    return this.waitFor(() => {
      this.pi.readBus();
      return this.pi.seen.slice(Math.max(0, from)).some((seen) => seen.on === on && places.includes(seen.picture));
    });
  }

  async checkPicture(name: string): Promise<void> {
    const shown = await this.shows(name);
    this.check(`OLED: ${name}, pixel for pixel`, shown, `\n${this.pi.oled.picture()}`);
  }

  /** Checks that the LED's GPIO, or another, comes to this level and stays there for longer than half a blink. */
  async checkSteady(what: string, level: 0 | 1, gpio = 25): Promise<void> {
    let changes: { level: 0 | 1 }[] = [];
    const steady = await this.waitFor(async () => {
      changes = await this.pi.levels(1500, gpio);
      return changes.length === 1 && changes[0]?.level === level;
    }, 60_000);
    this.check(`${gpio === 25 ? 'LED' : `GPIO ${gpio}`}: ${what}`, steady, JSON.stringify(changes));
  }
}

/** A shortened EJP day: normal hours, notice, peak, injection, silence, stop. */
export async function ejpDay(on: OnPi): Promise<void> {
  const { pi } = on;
  // A busy machine takes longer than the usual 5 s to draw its first picture; the line would be silent by then.
  await on.conf('READ_TIMEOUT 60');
  await on.clock(EJP_DAY.off);
  await on.start();
  let line = '';
  const set = await on.waitFor(async () => {
    line = (await pi.sh('stty -F /dev/ttyAMA0 -a')).replace(/\s+/g, ' ');
    return line.includes('speed 1200 ') && line.includes(' cs8 ') && !/ parenb /.test(line);
  }, 20_000);
  on.check('UART: 1200 baud, 8 bits, raw: parity is checked in software', set, line);
  await on.checkPicture(`unknown-32-${PI_LANG}`);
  await on.checkSteady('off before the first frame', 0);

  const bytesBefore = pi.i2cBytes;
  const cpuBefore = await cpuMs(pi);
  const began = performance.now();
  on.play(frameAt(EJP_DAY.off));
  await on.checkPicture(`off-32-${PI_LANG}`);
  await on.checkSteady('off in normal hours', 0);

  await on.clock(NOTICE_CLOCK);
  on.play(frameAt(EJP_DAY.notice));
  await on.checkPicture(`notice-32-${PI_LANG}`);
  const changes = await pi.levels(5000);
  on.check('LED: blinks in notice', changes.length >= 5, JSON.stringify(changes));

  await on.clock(EJP_DAY.peak);
  on.play(frameAt(EJP_DAY.peak));
  await on.checkPicture(`peak-32-${PI_LANG}`);
  await on.checkSteady('on in the peak', 1);

  await on.clock(EJP_DAY.injection);
  on.play(frameAt(EJP_DAY.injection));
  await on.checkPicture(`injection-32-${PI_LANG}`);
  await on.checkSteady('on, injecting', 1);
  await figures(on, { began, cpuBefore, bytesBefore });

  await on.stopPlaying();
  await on.checkPicture(`silence-32-${PI_LANG}`);
  await on.checkSteady('on in a silent peak: it has not ended', 1);

  await on.clock(EJP_DAY.injection);
  on.check('SIGTERM ends it', await on.end('TERM'), 'still running');
  pi.readBus();
  const stop = golden(`stop-32-${PI_LANG}`);
  on.check(
    'OLED: stop was shown',
    pi.seen.some((seen) => seen.picture === stop),
    `\n${pi.seen.at(-2)?.picture}`,
  );
  on.check('OLED: dark after SIGTERM', !pi.oled.on, 'on');
  await on.checkSteady('off after SIGTERM', 0);
  on.check('GPIO given back', !(await pi.sh('ls /sys/class/gpio')).includes('gpio537'), 'gpio537');
  const log = await on.log();
  on.check('the log has the lines of the day', /DATA Periode=PM\.\., IndexHN=/.test(log), log.slice(-1000));
  on.check('the log has no fault of the panel', !/OLED|LED/.test(log), log);
}

/** CPU time of the daemon so far, ms (the kernel counts in hundredths of a second). */
async function cpuMs(pi: Pi): Promise<number> {
  const fields = (await pi.sh('cat /proc/$(cat /tmp/pid)/stat')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Prints what a minute of `daemon -l` costs; checks nothing. */
async function figures(
  on: OnPi,
  { began, cpuBefore, bytesBefore }: { began: number; cpuBefore: number; bytesBefore: number },
): Promise<void> {
  const { pi } = on;
  pi.readBus();
  const minutes = (performance.now() - began) / 60_000;
  const status = await pi.sh('cat /proc/$(cat /tmp/pid)/status');
  const kb = (name: string): string =>
    `${(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024).toFixed(1)} MB`;
  const cpu = ((await cpuMs(pi)) - cpuBefore) / minutes;
  const i2c = (pi.i2cBytes - bytesBefore) / minutes;
  const onWire = (i2c * 9) / 100_000;
  const addons = await pi.sh("grep -o '[^/]*\\.node$' /proc/$(cat /tmp/pid)/maps | sort -u | tr '\\n' ' '");
  on.say(`RSS ${kb('VmRSS')}, at most ${kb('VmHWM')}; CPU ${Math.round(cpu)} ms a minute (emulated)`);
  on.say(
    `I2C ${Math.round(i2c)} bytes a minute, ${(onWire * 1000).toFixed(0)} ms of the bus at 100 kHz; addons ${addons}`,
  );
}
