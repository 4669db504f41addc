import fc from 'fast-check';
import { MAX_LATE_MS } from '../../src/meter/ejp.ts';
import { Meter } from '../../src/meter/meter.ts';
import type { EjpState } from '../../src/meter/reading.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import type { Group } from '../../src/tic/group.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { addDays, clockOf, type Day, dayOf, instantOf, startOfDay } from '../../src/time/local.ts';

const MINUTE_MS = 60_000;
/** Readings after a restart in which what was damaged may still be unknown. */
const FIRST_READINGS = 8;
/** Frames in which a switch must have been followed, each of which may be damaged. */
const MAX_FRAMES = 12;
/** Frames between two that say the contrary of the truth: two in a row would be believed. */
const HONEST_FRAMES = 6;
/** The minutes of a day that are received, from and to, and every how many seconds a frame. */
const WINDOWS = [
  [0, 55, 60],
  [55, 90, 10],
  [90, 6 * 60, 300],
  [6 * 60, 7 * 60 + 40, 10],
  [7 * 60 + 40, 16 * 60 + 50, 600],
  [16 * 60 + 50, 17 * 60 + 10, 10],
  [17 * 60 + 10, 24 * 60, 600],
] as const;

/** Part of the winter of a household with EJP, and what is wrong with its meter, its wire and the daemon's clock. */
export interface Winter {
  readonly mode: TicMode;
  readonly scenario: 'ejp-day' | 'ejp-season';
  readonly seed: number;
  readonly from: Day;
  readonly days: number;
  /** How far the daemon's clock is ahead of the meter's, minutes. */
  readonly ahead: number;
  /** The meter sends its DATE. */
  readonly isDated: boolean;
  /** PEJP, or DPM, FPM and PPOINTE, stay for so many hours after their time; `bits`: those of STGE too. */
  readonly lingers: number;
  readonly bits: boolean;
  /** Each announcement has the next number of DPM and FPM; the others keep what they had. */
  readonly turns: boolean;
  /** How many of a thousand groups are lost to damage; and of a thousand frames, how many say the contrary of the truth. */
  readonly lost: number;
  readonly lies: number;
  /** When the daemon restarts, in minutes from the beginning. */
  readonly restarts: readonly number[];
}

/** @param days how many @param scenario every day an EJP day, or 22 of a season */
export const winters = (days: number, scenario: Winter['scenario']): fc.Arbitrary<Winter> =>
  fc.record({
    mode: fc.constantFrom('historique', 'standard'),
    scenario: fc.constant(scenario),
    seed: fc.nat(10_000),
    from: fc.constantFrom<Day>(
      ...(scenario === 'ejp-season'
        ? (['2026-11-01'] as const)
        : (['2026-12-30', '2027-02-27', '2027-03-26'] as const)),
    ),
    days: fc.constant(days),
    ahead: fc.oneof(fc.constant(0), fc.integer({ min: -15, max: 15 })),
    isDated: fc.boolean(),
    lingers: fc.constantFrom(0, 0, 1, 18, 20, 40),
    bits: fc.boolean(),
    turns: fc.boolean(),
    lost: fc.constantFrom(0, 5, 30),
    lies: fc.constantFrom(0, 2),
    restarts: fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: days * 1440 }),
        // Around the switches of some day.
        fc
          .tuple(fc.nat(days - 1), fc.constantFrom(55, 390, 405, 419, 420, 421, 1020), fc.integer({ min: -3, max: 3 }))
          .map(([day, minute, shift]) => day * 1440 + minute + shift),
      ),
      { maxLength: days * 2 },
    ),
  });

/** Lives through it. @returns what was wrong, each with its time by the meter's clock */
export function faultsOf(winter: Winter): string[] {
  const { mode, scenario, seed, from, days } = winter;
  const start = startOfDay(from);
  const simulated = new SimulatedMeter({ contract: 'ejp', mode, phases: 1, scenario, seed, start, producer: false });
  const daemon = new Daemon(winter);
  const restarts = winter.restarts.map((minute) => start + minute * MINUTE_MS).sort((a, b) => a - b);
  let at = start;
  const reader = new FrameReader((frame) => daemon.take(frame, at));
  for (let day = from; day < addDays(from, days); day = addDays(day, 1)) {
    for (const [begin, end, seconds] of WINDOWS) {
      for (let second = begin * 60; second < end * 60; second += seconds) {
        simulated.advanceTo(startOfDay(day) + second * 1000);
        // Two frames in a row: what is believed needs them.
        for (const _ of [1, 2]) {
          const frame = simulated.next();
          at = frame.at;
          while (restarts[0] !== undefined && restarts[0] <= at) {
            restarts.shift();
            daemon.restart();
          }
          reader.push(frame.bytes);
        }
      }
    }
  }
  return daemon.faults;
}

/** A daemon behind a meter that has its faults. */
class Daemon {
  readonly faults: string[] = [];
  readonly #winter: Winter;
  readonly #random: () => number;
  #meter = new Meter();
  /** What stays in the frames after its time, by label, and when it was last true. */
  readonly #old = new Map<string, { group: Group; at: number }>();
  #announcement = '';
  #number = 1;
  /** Readings since the start; frames since the truth changed. */
  #readings = 0;
  #frames = 0;
  /** Frames since the last that lied. */
  #honest = 0;
  #truth: boolean | undefined;
  #state = '';
  /** How often each state was entered since noon. */
  readonly #entered = new Map<string, number>();
  #noon = '';

  constructor(winter: Winter) {
    this.#winter = winter;
    this.#random = seededRandom(winter.seed);
  }

  restart(): void {
    this.#meter = new Meter();
    this.#readings = 0;
    this.#state = '';
  }

  /** @param at the meter's time, ms */
  take(sent: Frame, at: number): void {
    const groups = new Map(sent.groups.map((group) => [group.label, group]));
    const truth = (groups.get('PTEC')?.data ?? groups.get('NTARF')?.data.replace('02', 'PM..')) === 'PM..';
    if (truth !== this.#truth) [this.#truth, this.#frames] = [truth, 0];
    this.#frames++;
    const frame = this.#damaged(this.#withOld(sent, at));
    const ours = at + this.#winter.ahead * MINUTE_MS;
    const reading = this.#meter.take(frame, ours);
    if (reading) this.#check(reading.ejp, truth, at, ours);
  }

  #withOld(sent: Frame, at: number): Frame {
    const { lingers, bits, turns, isDated } = this.#winter;
    const start = sent.groups.find(({ label }) => label === 'DPM1')?.horodate ?? '';
    if (turns && start !== '' && start !== this.#announcement) this.#number = (this.#number % 3) + 1;
    if (start !== '') this.#announcement = start;
    const own = sent.groups
      .filter(({ label }) => isDated || label !== 'DATE')
      .map((group) =>
        /^[DF]PM1$/.test(group.label) ? { ...group, label: group.label.slice(0, 3) + this.#number } : group,
      );
    for (const group of own) {
      if (/^([DF]PM\d|PPOINTE|PEJP)$/.test(group.label)) this.#old.set(group.label, { group, at });
      if (group.label === 'STGE' && bits && isNotice(group.data)) this.#old.set('STGE', { group, at });
    }
    const stays = (label: string): boolean => at - (this.#old.get(label)?.at ?? 0) <= lingers * 3_600_000;
    const labels = new Set(own.map(({ label }) => label));
    const old = [...this.#old.keys()].filter((label) => label !== 'STGE' && !labels.has(label) && stays(label));
    // PEJP that stays is that of an old meter, all through the peak.
    const kept = old.filter((label) => label !== 'PEJP' || (this.#truth ?? false));
    const groups = own.map((group) =>
      group.label === 'STGE' && stays('STGE') ? { ...group, data: withNotice(group.data) } : group,
    );
    return { ...sent, groups: [...groups, ...kept.map((label) => this.#old.get(label)?.group as Group)] };
  }

  #damaged(frame: Frame): Frame {
    const { lost, lies } = this.#winter;
    const isLying = this.#random() * 1000 < lies && this.#honest >= HONEST_FRAMES;
    this.#honest = isLying ? 0 : this.#honest + 1;
    const said = isLying ? frame.groups.map(contraryOf) : frame.groups;
    const groups = said.filter(() => this.#random() * 1000 >= lost);
    return { ...frame, groups, damaged: frame.groups.length - groups.length };
  }

  /** @param at and `ours`: the instant by the meter's clock and by the daemon's */
  #check({ active, notice }: EjpState, truth: boolean, at: number, ours: number): void {
    const { mode, isDated, ahead } = this.#winter;
    const fault = (what: string): void => void this.faults.push(`${dayOf(at)} ${clockOf(at)} ${what}`);
    this.#readings++;
    const isSettled = this.#readings > FIRST_READINGS && this.#frames > MAX_FRAMES;
    if (isSettled && active !== truth) fault(`active ${active}`);
    const now = mode === 'standard' && isDated ? at : ours;
    if (notice) {
      const shown = `notice of ${dayOf(notice.from)} ${clockOf(notice.from)}`;
      if (now >= notice.from + MAX_LATE_MS) fault(`${shown} too late`);
      if (active && notice.from - at < 5 * 3_600_000) fault(`${shown} in the peak`);
      // Historique counts by our clock, and a daemon that was started in the notice knows 07:00 only.
      const wrong =
        mode === 'standard'
          ? notice.from - startOfPeak(notice.from)
          : notice.from - ahead * MINUTE_MS - startOfPeak(at);
      if (Math.abs(wrong) > (mode === 'standard' ? 0 : 16 * MINUTE_MS))
        fault(`${shown}, wrong by ${wrong / 60_000} min`);
    }
    this.#checkState(active ? 'active' : notice ? 'notice' : 'none', at, fault);
  }

  /** From noon to noon each state is entered once at most. */
  #checkState(state: string, at: number, fault: (what: string) => void): void {
    const noon = dayOf(at - 12 * 3_600_000);
    if (noon !== this.#noon) {
      this.#noon = noon;
      this.#entered.clear();
    }
    const isKnown = this.#state !== '' && this.#readings > FIRST_READINGS;
    if (state !== this.#state && isKnown) {
      const count = (this.#entered.get(state) ?? 0) + 1;
      this.#entered.set(state, count);
      if (count > 1) fault(`${state} for the second time`);
    }
    this.#state = state;
  }
}

/** 07:00 of the day, ms. */
const startOfPeak = (at: number): number => instantOf(`${dayOf(at)}T07:00:00`);

const NOTICE = 0x1000_0000;
const RUNNING = 0x4000_0000;
const hex = (register: number): string => (register >>> 0).toString(16).toUpperCase().padStart(8, '0');
const isNotice = (data: string): boolean => (Number.parseInt(data, 16) & (3 * NOTICE)) !== 0;
const withNotice = (data: string): string => hex(Number.parseInt(data, 16) | NOTICE);

/** A group of one frame whose damage no check has found. */
function contraryOf(group: Group): Group {
  const { label, data } = group;
  if (label === 'PTEC') return { ...group, data: data === 'PM..' ? 'HN..' : 'PM..' };
  if (label === 'STGE') return { ...group, data: hex(Number.parseInt(data, 16) ^ (NOTICE | RUNNING)) };
  if (/^[DF]PM/.test(label)) return { ...group, horodate: ' 261231120000' };
  return group;
}
