import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { peakDayOf } from '../../src/meter/ejp.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { type LedState, ledStateOf } from '../../src/panel/led.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { Noise } from '../../src/simulator/noise.ts';
import { isEjpDay } from '../../src/simulator/scenario.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { parseStatus } from '../../src/tic/stge.ts';
import { addDays, clockOf, type Day, dayOf, instantOf, startOfDay } from '../../src/time/local.ts';

process.env['TZ'] = 'Europe/Paris';

const SEED = 11;
const FIRST = '2026-11-01';
/** The morning after 31 March: a peak of that day would end in it. */
const LAST = '2027-04-01';
/** What is received of every day: the beginning of a peak, and the evening's notice. */
const DAILY_WINDOWS: Windows = [
  ['06:59:20', '07:00:50'],
  ['16:59:40', '17:00:40'],
];
/** What else is received of the days around a peak: its end, and the notice of historique. */
const PEAK_WINDOWS: Windows = [
  ['00:59:20', '01:00:50'],
  ['06:29:40', '06:30:30'],
];
/** Around the instants of the restarts. */
const RESTART_WINDOWS: Windows = [
  ['00:29:30', '00:30:30'],
  ['06:44:40', '06:45:30'],
  ['11:59:45', '12:00:30'],
];
type Windows = readonly (readonly [from: string, to: string])[];

/** What the LED should show, by a frame without noise. */
function wanted(frame: Frame): LedState {
  const groups = new Map(frame.groups.map(({ label, data }) => [label, data]));
  if (frame.mode === 'historique') return groups.get('PTEC') === 'PM..' ? 'on' : groups.has('PEJP') ? 'blink' : 'off';
  const status = parseStatus(groups.get('STGE') ?? '');
  return groups.get('NTARF') === '02' ? 'on' : status?.peakNotice ? 'blink' : 'off';
}

/** Whether a frame is whole and the groups that give the state have come through the noise. */
function isGood(frame: Frame, led: LedState): boolean {
  const has = (label: string): boolean => frame.groups.some((group) => group.label === label);
  const hasState = frame.mode === 'historique' ? has('PTEC') : has('STGE') && has('NTARF');
  const dated = frame.mode === 'historique' || led !== 'blink' || has('DPM1');
  return frame.complete && hasState && dated && wanted(frame) === led;
}

/** The instant at which the daemon restarts on an EJP day: three in turn, and every fourth day none. */
function restartOf(day: Day, count: number): number {
  const turn = ['12:00:00', '06:45:00', 'next', undefined][count % 4];
  if (turn === undefined) return Number.POSITIVE_INFINITY;
  return turn === 'next' ? instantOf(`${addDays(day, 1)}T00:30:00`) : instantOf(`${day}T${turn}`);
}

describe('an EJP season, 1 November to 31 March, with noise and restarts', () => {
  for (const mode of ['historique', 'standard'] as const) {
    const name = `a season of ${mode} has 22 days and 44 switches, never a false peak, on a clean and on a noisy wire`;
    test(name, (context) => {
      for (const season of live(mode, [0, 0.001])) {
        context.diagnostic(JSON.stringify({ ...season, faults: season.faults.length }));
        assert.deepEqual(season.faults.slice(0, 10), []);
        assert.deepEqual([season.ejpDays, season.switches, season.restarts], [22, 44, 17]);
        assert.ok(season.slowest <= 2);
      }
    });
  }
});

interface Season {
  frames: number;
  readings: number;
  restarts: number;
  /** Different days on which a peak was seen running, and its beginnings and ends. */
  ejpDays: number;
  switches: number;
  /** Good frames that the slowest of these switches took. */
  slowest: number;
  readonly faults: string[];
}

/** What the meter's clean frames say: the state that is true now. */
interface Truth {
  now: LedState;
  before: LedState;
}

/** A daemon's side of the wire: what noise leaves of the frames, and the state that it believes. */
class Receiver {
  readonly season: Season = { frames: 0, readings: 0, restarts: 0, ejpDays: 0, switches: 0, slowest: 0, faults: [] };
  readonly #noise: Noise;
  readonly #truth: Truth;
  readonly #days = new Set<string>();
  #meter = new Meter();
  #reader = new FrameReader((frame) => this.#take(frame));
  #at = 0;
  /** Good frames since the truth changed. */
  #good = 0;
  /** The truth has changed, and the state has not followed yet. */
  #isLate = false;
  #before: LedState = 'off';

  constructor(flip: number, truth: Truth) {
    this.#noise = new Noise({ seed: SEED, flip });
    this.#truth = truth;
  }

  push(bytes: Uint8Array, at: number): void {
    this.#at = at;
    this.season.frames++;
    this.#reader.push(this.#noise.damaged(bytes));
    this.season.ejpDays = this.#days.size;
  }

  truthChanged(): void {
    [this.#before, this.#good, this.#isLate] = [this.#truth.before, 0, true];
    const { now, before } = this.#truth;
    if (now === 'on' || before === 'on') this.season.switches++;
  }

  restart(): void {
    [this.#meter, this.#reader] = [new Meter(), new FrameReader((frame) => this.#take(frame))];
    this.season.restarts++;
    // The first group of the notice may be lost; whether the peak runs is known as soon as anything is.
    if (this.#truth.now === 'blink') [this.#before, this.#good, this.#isLate] = ['off', 0, true];
  }

  addFault(what: string): void {
    this.season.faults.push(`${dayOf(this.#at)} ${clockOf(this.#at)} ${what}`);
  }

  #take(frame: Frame): void {
    const reading = this.#meter.take(frame, this.#at);
    if (isGood(frame, this.#truth.now)) this.#good++;
    if (!reading) return;
    this.season.readings++;
    if (reading.ejp.active) this.#days.add(peakDayOf(this.#at));
    this.#check(reading);
  }

  #check(reading: Reading): void {
    const { ejp } = reading;
    const truth = this.#truth.now;
    const state: LedState = ejp.active ? 'on' : ejp.notice ? 'blink' : 'off';
    const led = ledStateOf({ reading, lacking: [], link: 'live', silentMs: 0, now: this.#at });
    if (led !== state) this.addFault(`LED ${led} in state ${state}`);
    // What is said to be unknown is not false.
    if (!reading.isPeakKnown) return;
    if (state === truth) {
      if (this.#isLate && (truth === 'on' || this.#before === 'on'))
        this.season.slowest = Math.max(this.season.slowest, this.#good);
      this.#isLate = false;
    } else if (!this.#isLate || this.#good >= 2 || state !== this.#before) {
      this.addFault(`${state}, true ${truth}, ${this.#good} good frames after ${this.#before}`);
    }
  }
}

const isPeakDay = (day: Day): boolean => isEjpDay('ejp-season', SEED, Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** Lives through the season, with a receiver for each noise; the state and the LED are looked at after each reading. */
function live(mode: TicMode, flips: readonly number[]): Season[] {
  const start = startOfDay(FIRST);
  const simulated = new SimulatedMeter({
    contract: 'ejp',
    mode,
    phases: 1,
    scenario: 'ejp-season',
    seed: SEED,
    start,
    producer: false,
  });
  const truth: Truth = { now: 'off', before: 'off' };
  const receivers = flips.map((flip) => new Receiver(flip, truth));
  let at = start;
  const cleanReader = new FrameReader((frame) => {
    const now = wanted(frame);
    if (now === truth.now) return;
    [truth.before, truth.now] = [truth.now, now];
    // The meter's own clock is right: peaks begin at 07:00 and end at 01:00 of legal time.
    const isPunctual = clockOf(at).startsWith(now === 'on' ? '07:00:0' : '01:00:0');
    for (const receiver of receivers) {
      receiver.truthChanged();
      if ((now === 'on' || truth.before === 'on') && !isPunctual) receiver.addFault('switch');
    }
  });
  let restart = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let day: Day = FIRST; day <= LAST; day = addDays(day, 1)) {
    if (restart < startOfDay(day)) restart = Number.POSITIVE_INFINITY;
    const isPeak = isPeakDay(day);
    const isNear = isPeak || isPeakDay(addDays(day, -1)) || isPeakDay(addDays(day, 1));
    const windows = [...DAILY_WINDOWS, ...(isNear ? PEAK_WINDOWS : []), ...RESTART_WINDOWS];
    for (const [from, to] of windows.sort()) {
      if (isPeak && restart === Number.POSITIVE_INFINITY && from > '06:00' && from < '06:30') {
        restart = restartOf(day, count++);
      }
      const end = instantOf(`${day}T${to}`);
      const hasRestart = restart > instantOf(`${day}T${from}`) && restart < end;
      if (RESTART_WINDOWS.some(([begin]) => begin === from) && !hasRestart) continue;
      for (simulated.advanceTo(instantOf(`${day}T${from}`)); at < end; ) {
        const frame = simulated.next();
        at = frame.at;
        if (at > restart) {
          for (const receiver of receivers) receiver.restart();
          restart = Number.POSITIVE_INFINITY;
        }
        cleanReader.push(frame.bytes);
        const wire = withParity(frame.bytes);
        for (const receiver of receivers) receiver.push(wire, at);
      }
    }
  }
  return receivers.map(({ season }) => season);
}
