import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { peakDayOf } from '../../src/meter/ejp.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { Reading } from '../../src/meter/reading.ts';
import { ledStateOf } from '../../src/panel/led.ts';
import type { LedState } from '../../src/panel/panel.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { Noise } from '../../src/simulator/noise.ts';
import { isEjpDay } from '../../src/simulator/scenario.ts';
import { withParity } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { parseStatus } from '../../src/tic/stge.ts';
import { addDays, clockOf, dayOf, instantOf, startOfDay } from '../../src/time/local.ts';

process.env['TZ'] = 'Europe/Paris';

const SEED = 11;
const FIRST = '2026-11-01';
/** The morning after 31 March: a peak of that day would end in it. */
const LAST = '2027-04-01';
/** What is listened to of each day; the rest is lived through in silence. */
const WINDOWS: readonly (readonly [from: string, to: string])[] = [
  ['00:29:30', '00:30:30'],
  ['00:59:20', '01:00:50'],
  ['06:29:40', '06:30:30'],
  ['06:44:40', '06:45:30'],
  ['06:59:20', '07:00:50'],
  ['11:59:45', '12:00:30'],
  ['16:59:40', '17:00:40'],
];

/** What a frame without noise says: what the lamp should show. */
function wanted(frame: Frame): LedState {
  const groups = new Map(frame.groups.map(({ label, data }) => [label, data]));
  if (frame.mode === 'historique') return groups.get('PTEC') === 'PM..' ? 'on' : groups.has('PEJP') ? 'blink' : 'off';
  const status = parseStatus(groups.get('STGE') ?? '');
  return groups.get('NTARF') === '02' ? 'on' : status?.peakNotice ? 'blink' : 'off';
}

/** A frame is a good one when it is whole and what tells the state has come through the noise. */
function isGood(frame: Frame, lamp: LedState): boolean {
  const has = (label: string): boolean => frame.groups.some((group) => group.label === label);
  const told = frame.mode === 'historique' ? has('PTEC') : has('STGE') && has('NTARF');
  const dated = frame.mode === 'historique' || lamp !== 'blink' || has('DPM1');
  return frame.complete && told && dated && wanted(frame) === lamp;
}

/** The instant of one of the restarts of an EJP day, by turns; of every fourth day none. */
function restartOf(day: string, count: number): number {
  const turn = ['12:00:00', '06:45:00', 'next', undefined][count % 4];
  if (turn === undefined) return Number.POSITIVE_INFINITY;
  return turn === 'next' ? instantOf(`${addDays(day, 1)}T00:30:00`) : instantOf(`${day}T${turn}`);
}

describe('an EJP season, 1 November to 31 March, with noise and restarts', () => {
  for (const mode of ['historique', 'standard'] as const) {
    for (const flip of [0, 0.001]) {
      test(`${mode}, ${flip * 100} % of the bits flipped: 22 days, 44 switches, never a false peak`, (context) => {
        const season = live(mode, flip);
        context.diagnostic(JSON.stringify({ ...season, faults: season.faults.length }));
        assert.deepEqual(season.faults.slice(0, 10), []);
        assert.deepEqual([season.ejpDays, season.switches, season.restarts], [22, 44, 17]);
        assert.ok(season.slowest <= 2);
      });
    }
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

/** Lives through the season; the state and the lamp are looked at after each reading. */
function live(mode: TicMode, flip: number): Season {
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
  const season: Season = { frames: 0, readings: 0, restarts: 0, ejpDays: 0, switches: 0, slowest: 0, faults: [] };
  const noise = new Noise({ seed: SEED, flip });
  let at = start;
  let truth = 'off' as LedState;
  let before = 'off' as LedState;
  /** Good frames since the truth changed. */
  let good = 0;
  let late = false;
  let meter = new Meter();
  const days = new Set<string>();
  const cleanReader = new FrameReader((frame) => {
    const now = wanted(frame);
    if (now === truth) return;
    // The meter's own clock is right: peaks begin at 07:00 and end at 01:00 of legal time.
    if (now === 'on' || truth === 'on') {
      season.switches++;
      if (!clockOf(at).startsWith(now === 'on' ? '07:00:0' : '01:00:0')) season.faults.push(`switch at ${clockOf(at)}`);
    }
    [before, truth, good, late] = [truth, now, 0, true];
  });
  const take = (frame: Frame): void => {
    const reading = meter.take(frame, at);
    if (isGood(frame, truth)) good++;
    if (!reading) return;
    season.readings++;
    if (reading.ejp.active) days.add(peakDayOf(at));
    check(reading);
  };
  const check = (reading: Reading): void => {
    const { ejp } = reading;
    const state: LedState = ejp.active ? 'on' : ejp.notice ? 'blink' : 'off';
    const seen = ledStateOf({ reading, link: 'live', silentMs: 0, now: at });
    const fault = (what: string): void => void season.faults.push(`${dayOf(at)} ${clockOf(at)} ${what}`);
    if (seen !== state) fault(`lamp ${seen} in state ${state}`);
    if (state === truth) {
      if (late && (truth === 'on' || before === 'on')) season.slowest = Math.max(season.slowest, good);
      late = false;
    } else if (!late || good >= 2 || state !== before)
      fault(`${state}, true ${truth}, ${good} good frames after ${before}`);
  };
  let noisyReader = new FrameReader(take);
  let restart = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    if (restart < startOfDay(day)) restart = Number.POSITIVE_INFINITY;
    for (const [from, to] of WINDOWS) {
      if (
        from > '06:00' &&
        from < '06:30' &&
        isEjpDay('ejp-season', SEED, Date.UTC(year, month - 1, date) / 86_400_000)
      ) {
        restart = restartOf(day, count++);
      }
      simulated.advanceTo(instantOf(`${day}T${from}`));
      for (const end = instantOf(`${day}T${to}`); at < end; ) {
        const frame = simulated.next();
        at = frame.at;
        season.frames++;
        if (at > restart) {
          [meter, noisyReader, restart] = [new Meter(), new FrameReader(take), Number.POSITIVE_INFINITY];
          season.restarts++;
          // The first group of the notice may be lost; whether the peak runs is known as soon as anything is.
          if (truth === 'blink') [before, good, late] = ['off', 0, true];
        }
        cleanReader.push(frame.bytes);
        noisyReader.push(noise.damaged(withParity(frame.bytes)));
      }
    }
  }
  season.ejpDays = days.size;
  return season;
}
