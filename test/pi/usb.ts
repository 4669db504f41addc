import { setTimeout as sleep } from 'node:timers/promises';
import { BAUD, type TicMode } from '../../src/tic/labels.ts';
import { NumberedMeter } from './numbered.ts';
import type { Pc } from './pc.ts';
import { lossOf, type Pull, rowOf } from './pulls.ts';
import type { Verdict } from './verdict.ts';

const HOME = '/tmp/home';
const CLI = '/opt/node_modules/linky-monitor/dist/src/cli.js';
/** Each frame is a log line; the times of the port are the default ones. */
const CONF = ['LANGUAGE fr', 'NB_PAPP 1', 'WAIT_BETWEEN_FRAMES 0', 'CLOCK_WAIT 0', `FEED_SOCKET ${HOME}/feed.sock`];
/** Sends the feed to the host. */
const READER = `require('net').connect('${HOME}/feed.sock').pipe(require('fs').createWriteStream('/dev/ttyS1'))`;
/** Two processes that want the whole processor; the PC has one. */
const LOAD = 'for i in 1 2; do (while :; do :; done) & echo $! >> /tmp/load; done';
/** Prints the device that the adapter's name by id links to; nothing while the adapter is away. */
const DEVICE = 'for l in /dev/serial/by-id/*; do [ -e "$l" ] && basename "$(readlink "$l")"; done';
/** How long the adapter stays away; CPU is measured over the last two thirds. */
const AWAY_MS = 18_000;
/** How long the daemon is stopped; the pull comes in the middle. */
const BLOCKED_MS = 4000;
/** CPU while the adapter is away, ms a second: a busy loop would take a third of the processor; trying to open takes about ten. */
const MAX_CPU = 200;
/** How much all pulls of a run may add to the daemon's memory, MB. */
const MAX_GROWTH_MB = 10;

/** One daemon that reads one adapter, in one mode of the meter, while other processes keep the processor busy. */
class Trial {
  readonly #pc: Pc;
  readonly #mode: TicMode;
  readonly #verdict: Verdict;
  readonly #meter: NumberedMeter;
  readonly #pulls: Pull[] = [];
  #plugged = false;
  /** The daemon has the port open, by its feed. */
  #open = true;
  #read = 0;

  constructor(pc: Pc, mode: TicMode, verdict: Verdict) {
    this.#pc = pc;
    this.#mode = mode;
    this.#verdict = verdict;
    // QEMU keeps bytes that come while the port is closed, and delivers them later: a real line does not.
    this.#meter = new NumberedMeter(pc, mode, () => this.#plugged && this.#isOpen() && pc.baud() === BAUD[mode]);
  }

  async begin(): Promise<void> {
    const pc = this.#pc;
    await this.#plug();
    const link = await pc.sh('echo /dev/serial/by-id/*');
    const conf = [...CONF, `LINKY_MODE ${this.#mode === 'standard' ? 'A' : 'H'}`, `INPUT_DEV ${link}`];
    await pc.sh(`rm -rf ${HOME}; mkdir -p ${HOME}/conf ${HOME}/logs`);
    await pc.sh(`printf '%s\\n' ${conf.map((line) => `'${line}'`).join(' ')} > ${HOME}/conf/LinkyAcq.conf`);
    // From the start: a port without a byte would be closed again.
    this.#meter.start();
    await pc.sh(`node ${CLI} daemon --home ${HOME} > /tmp/out 2>&1 & echo $! > /tmp/pid`);
    await this.#must('the daemon serves', async () => (await pc.sh('cat /tmp/out')).includes('feed.sock'));
    await pc.sh(`node -e "${READER}" > /tmp/reader 2>&1 & ${LOAD}`);
    await this.#must('the feed comes out', () => pc.received.some(({ message }) => message.type === 'hello'));
    await this.#must(`${this.#mode}: frames come from ${link}, the processor is busy`, () => this.#numbers().size >= 3);
    this.#verdict.say(`${this.#mode}: ${(await this.#cpuOver(10_000)).toFixed(1)} ms/s while frames come`);
  }

  /** Pulls the adapter, `times` in a row, and puts it back after `away` ms; `blocked`: the daemon is stopped meanwhile. */
  async pull(name: string, { blocked = false, away = AWAY_MS, times = 1 } = {}): Promise<void> {
    const pc = this.#pc;
    const before = (await this.#log()).length;
    let unread = Number.POSITIVE_INFINITY;
    if (blocked) {
      unread = performance.now();
      await pc.sh('kill -STOP $(cat /tmp/pid)');
      await sleep(BLOCKED_MS / 2);
    }
    const pulled = performance.now();
    await this.#pull();
    for (let i = 1; i < times; i++) {
      await sleep(250);
      await pc.plug();
      await sleep(250);
      await pc.pull();
    }
    const unblock = async (): Promise<void> => {
      if (!blocked) return;
      await sleep(BLOCKED_MS / 2);
      await pc.sh('kill -CONT $(cat /tmp/pid)');
    };
    let cpu: number | undefined;
    if (away > 0) {
      await unblock();
      await this.#must(
        `${name}: the feed says that it is away`,
        () => this.#stateAt('reconnecting', pulled) !== undefined,
      );
      await sleep(away / 3);
      cpu = await this.#cpuOver((away * 2) / 3);
      this.#verdict.check(`${name}: no busy loop`, cpu < MAX_CPU, `${cpu} ms/s`);
    }
    const back = performance.now();
    await this.#plug();
    if (away === 0) await unblock();
    const opened = (): number => this.#stateAt('detecting', back) ?? Number.POSITIVE_INFINITY;
    // Not a frame that was read before the daemon was stopped.
    const sampleAt = (): number | undefined =>
      pc.received.find(({ at, message }) => at > opened() && message.type === 'sample')?.at;
    await this.#must(`${name}: the daemon returns by itself`, () => sampleAt() !== undefined);
    this.#pulls.push({
      name,
      unread: Math.min(unread, pulled),
      back,
      opened: opened(),
      firstFrame: sampleAt() ?? Number.NaN,
      cpu,
      device: await pc.sh(DEVICE),
      rssMb: await this.#rssMb(),
    });
    const frames = this.#numbers().size;
    await this.#must(`${name}: frames go on`, () => this.#numbers().size > frames + 3);
    const events = (await this.#log()).slice(before).filter((line) => !line.includes(' DATA '));
    const [gone = '', returned = ''] = events;
    const one = events.length === 2 && /WARN .*débranché/.test(gone) && /INFO .*de nouveau reçues/.test(returned);
    this.#verdict.check(`${name}: one line of the log as it goes, one as it returns`, one, `\n${events.join('\n')}`);
  }

  /** Ends the daemon; compares the frames that reached the adapter with feed and log. */
  async end(): Promise<void> {
    const [pc, verdict] = [this.#pc, this.#verdict];
    await this.#meter.stop();
    const { sent } = this.#meter;
    const last = sent.at(-1)?.number ?? 0;
    await this.#must(`${this.#mode}: the last frame is in`, () => this.#numbers().has(last));
    const rss = await this.#rssMb();
    await pc.sh('kill $(cat /tmp/load); rm /tmp/load; kill $(cat /tmp/pid)');
    await this.#must('SIGTERM ends it', async () =>
      (await pc.sh('kill -0 $(cat /tmp/pid) 2>&1 || echo gone')).includes('gone'),
    );
    const logged = (await this.#log()).flatMap((line) => {
      const power = / DATA .*PuissConsommee=(\d{5}), /.exec(line)?.[1];
      return power === undefined ? [] : [Number(power)];
    });
    const read = sent.filter(({ number }) => number >= (logged[0] ?? 0));
    const losses = lossOf(this.#pulls, read, new Set(logged));
    for (const [i, { unexplained }] of losses.entries()) {
      const name = this.#pulls[i]?.name;
      verdict.check(`${name}: nothing is lost but the gap`, unexplained.length === 0, JSON.stringify(unexplained));
    }
    const fed = [...this.#numbers()];
    const same = logged.slice(logged.indexOf(fed[0] ?? 0)).join() === fed.join();
    verdict.check('the log has each frame of the feed, once and in order', same, `${logged}\n${fed}`);
    const first = this.#pulls[0]?.rssMb ?? 0;
    verdict.check('RSS at the end as after the first pull', rss - first < MAX_GROWTH_MB, `${first} MB, ${rss} MB`);
    const whole = read.filter(({ whole }) => whole).length;
    verdict.say(
      `${this.#mode}: ${read.length} frames sent, ${whole} reached the adapter whole, ${logged.length} in the log`,
    );
    for (const [i, pull] of this.#pulls.entries()) verdict.say(rowOf(pull, losses[i] as (typeof losses)[number]));
    await this.#pull();
    pc.received.length = 0;
  }

  /** Plugs the adapter in and waits until udev has named it. */
  async #plug(): Promise<void> {
    await this.#pc.plug();
    const named = await this.#verdict.waitFor(async () => (await this.#pc.sh(DEVICE)) !== '');
    if (!named) throw new Error(`udev does not name the adapter: ${await this.#pc.sh('ls -R /dev/serial')}`);
    this.#plugged = true;
  }

  async #pull(): Promise<void> {
    this.#plugged = false;
    this.#isOpen();
    this.#open = false;
    await this.#pc.pull();
  }

  #isOpen(): boolean {
    for (; this.#read < this.#pc.received.length; this.#read++) {
      const state = this.#pc.received[this.#read]?.message['state'];
      if (state === 'reconnecting') this.#open = false;
      else if (state === 'detecting') this.#open = true;
    }
    return this.#open;
  }

  /** When the feed first said this state after `since`. */
  #stateAt(state: string, since: number): number | undefined {
    return this.#pc.received.find(({ at, message }) => at > since && message['state'] === state)?.at;
  }

  /** CPU of the daemon during this time, ms a second. */
  async #cpuOver(ms: number): Promise<number> {
    const [cpu, began] = [await this.#cpuMs(), performance.now()];
    await sleep(ms);
    return ((await this.#cpuMs()) - cpu) / ((performance.now() - began) / 1000);
  }

  /** The numbers of the frames in the feed so far, in order. */
  #numbers(): Set<number> {
    return new Set(
      this.#pc.received.flatMap(({ message }) => (message.type === 'sample' ? [Number(message['papp'])] : [])),
    );
  }

  async #log(): Promise<string[]> {
    return (await this.#pc.sh(`cat ${HOME}/logs/*.log`)).split('\n');
  }

  /** CPU of the daemon's threads so far, ms; the scheduler counts in ns. */
  async #cpuMs(): Promise<number> {
    const lines = (await this.#pc.sh('cat /proc/$(cat /tmp/pid)/task/*/schedstat')).split('\n');
    return lines.reduce((sum, line) => sum + Number(line.split(' ')[0]), 0) / 1e6;
  }

  async #rssMb(): Promise<number> {
    return Number(/VmRSS:\s+(\d+)/.exec(await this.#pc.sh('cat /proc/$(cat /tmp/pid)/status'))?.[1]) / 1024;
  }

  /** Checks what the rest of the trial needs. @throws Error where it does not come to be so */
  async #must(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
    const came = await this.#verdict.waitFor(holds);
    this.#verdict.check(what, came, 'waited in vain');
    if (!came) throw new Error(`the daemon printed\n${await this.#pc.sh('tail -20 /tmp/out; cat /tmp/reader')}`);
  }
}

/** A USB adapter that is pulled and put back, in every way that has caused trouble, while frames come and the processor is busy. */
export async function usb(pc: Pc, verdict: Verdict, modes: readonly string[]): Promise<void> {
  for (const mode of ['historique', 'standard'] as const) {
    if (modes.length > 0 && !modes.includes(mode)) continue;
    verdict.say(`--- ${mode}`);
    const trial = new Trial(pc, mode, verdict);
    await trial.begin();
    await trial.pull('pulled');
    await trial.pull('pulled again', { away: 13_000 });
    await trial.pull('a loose plug, five times in 2 s', { away: 0, times: 5 });
    await trial.pull('pulled while the daemon is stopped', { blocked: true });
    await trial.pull('pulled and put back while it is stopped', { blocked: true, away: 0 });
    await trial.end();
  }
}
