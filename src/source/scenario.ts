import type { TicMode } from '../tic/labels.js';

/** What the simulated days are: ordinary ones, or EJP days every one of them. */
export type Scenario = 'day' | 'ejp-day';

/** The calendars of facts/tic.md 4, by the contract's name in meter/contract.ts. */
export type Calendar = 'BASE' | 'HC' | 'EJP' | 'TEMPO';

/** What a calendar says of itself in both modes; its periods stand in the order of its supplier indexes. */
interface CalendarTexts {
  readonly optarif: string;
  readonly ngtf: string;
  readonly ltarf: readonly string[];
  readonly pjourf: string;
  /** Second of the legal day at which a water heater on this contract starts. */
  readonly heaterFrom: number;
}

const hours = (hour: number, minute = 0): number => hour * 3600 + minute * 60;

/** PJOURF+1 and PPOINTE: HHMMSSSS, the index in the last digit, then NONUTILE up to eleven (facts/tic.md 2.2). */
function profile(...changes: string[]): string {
  return [...changes, ...Array<string>(11 - changes.length).fill('NONUTILE')].join(' ');
}

export const CALENDARS: Readonly<Record<Calendar, CalendarTexts>> = {
  BASE: { optarif: 'BASE', ngtf: 'BASE', ltarf: ['BASE'], pjourf: profile('00008001'), heaterFrom: hours(23) },
  HC: {
    optarif: 'HC..',
    ngtf: 'H PLEINE/CREUSE',
    ltarf: ['HEURE  CREUSE', 'HEURE  PLEINE'],
    pjourf: profile('00004001', '06308002', '22304001'),
    heaterFrom: hours(22, 30),
  },
  EJP: {
    optarif: 'EJP.',
    ngtf: 'EJP',
    ltarf: ['HEURE NORMALE', 'HEURE POINTE'],
    pjourf: profile('00008001'),
    heaterFrom: hours(1, 5),
  },
  TEMPO: {
    optarif: 'BBR(',
    ngtf: 'TEMPO',
    ltarf: ['HC BLEU', 'HP BLEU', 'HC BLANC', 'HP BLANC', 'HC ROUGE', 'HP ROUGE'],
    pjourf: profile('00004001', '06004002', '22004001'),
    heaterFrom: hours(22),
  },
};

/** PPOINTE of an announced EJP day. */
export const EJP_PEAK_PROFILE = profile('00004002', '01008001', '07004002');

/** DEMAIN by colour: unknown, blue, white, red. */
export const DEMAIN = ['----', 'BLEU', 'BLAN', 'ROUG'];

/** Legal time in France, worked out here: a simulated meter gives the same bytes whatever the machine's time zone. */
export interface Moment {
  /** Legal calendar day, counted from 1970-01-01. */
  readonly day: number;
  /** Seconds since legal midnight, 0 to 86399 (the clock's reading, not elapsed time). */
  readonly second: number;
  readonly summer: boolean;
}

const DAY_MS = 86_400_000;

/** 01:00 UTC of the last Sunday of a month with 31 days: summer time begins in March and ends in October. */
function clockChange(year: number, month: number): number {
  const last = Date.UTC(year, month, 31, 1);
  return last - new Date(last).getUTCDay() * DAY_MS;
}

/** @param at ms since 1970 UTC */
export function momentOf(at: number): Moment {
  const year = new Date(at).getUTCFullYear();
  const summer = at >= clockChange(year, 2) && at < clockChange(year, 9);
  const local = at + (summer ? 2 : 1) * 3_600_000;
  const day = Math.floor(local / DAY_MS);
  return { day, second: Math.floor((local - day * DAY_MS) / 1000), summer };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `SAAMMJJhhmmss`; the season is left blank for announced peaks (54E §6.2.1.1). */
export function horodateOf({ day, second, summer }: Moment, season = summer ? 'E' : 'H'): string {
  const date = new Date(day * DAY_MS);
  const time = two(Math.floor(second / 3600)) + two(Math.floor(second / 60) % 60) + two(second % 60);
  return season + two(date.getUTCFullYear() % 100) + two(date.getUTCMonth() + 1) + two(date.getUTCDate()) + time;
}

/** An announced or running peak: which of DPM1…3 tells it, and its two ends as horodates. */
export interface AnnouncedPeak {
  readonly number: number;
  readonly from: string;
  readonly to: string;
}

/** What the supplier's calendar makes the meter say at one moment. */
export interface Signals {
  /** The register that counts: 0 is EASF01. */
  readonly running: number;
  /** PEJP is sent: half an hour before the peak, historique only. */
  readonly pejp: boolean;
  /** Tempo colours: 0 none or unknown, 1 blue, 2 white, 3 red. */
  readonly today: number;
  readonly tomorrow: number;
  /** STGE 28-29 and 30-31: number of the announced and of the running peak, 0 none. */
  readonly notice: number;
  readonly peak: number;
  readonly peaks: readonly AnnouncedPeak[];
}

const QUIET = { running: 0, pejp: false, today: 0, tomorrow: 0, notice: 0, peak: 0, peaks: [] };

/** The signals of a calendar (facts/tic.md 4.1-4.4). */
export function signalsAt(calendar: Calendar, scenario: Scenario, mode: TicMode, moment: Moment): Signals {
  switch (calendar) {
    case 'BASE':
      return QUIET;
    case 'HC':
      return { ...QUIET, running: moment.second >= hours(22, 30) || moment.second < hours(6, 30) ? 0 : 1 };
    case 'EJP':
      return scenario === 'ejp-day' ? ejpSignals(mode, moment) : QUIET;
    case 'TEMPO':
      return tempoSignals(moment);
  }
}

/**
 * Today, yesterday and tomorrow are EJP days: peak from 07:00 to 01:00 of the next morning. Historique warns half an
 * hour before; standard from 17:00 of the day before, and DPM1 then tells the next peak in place of the running one.
 */
function ejpSignals(mode: TicMode, { day, second }: Moment): Signals {
  const peak = second >= hours(7) || second < hours(1) ? 1 : 0;
  const pejp = mode === 'historique' && second >= hours(6, 30) && second < hours(7);
  const announced = second >= hours(17) || second < hours(7);
  const peakDay = second >= hours(17) ? day + 1 : day;
  const from = horodateOf({ day: peakDay, second: hours(7), summer: false }, ' ');
  const to = horodateOf({ day: peakDay + 1, second: hours(1), summer: false }, ' ');
  return { ...QUIET, running: peak, pejp, peak, notice: announced ? 1 : 0, peaks: [{ number: 1, from, to }] };
}

/** Days from 06:00 to 06:00; the next colour is told from 20:00. White is announced as peak 1, red as peak 2 (3). */
function tempoSignals({ day, second }: Moment): Signals {
  const tempoDay = second < hours(6) ? day - 1 : day;
  const today = tempoColour(tempoDay);
  const told = second >= hours(20) || second < hours(6);
  const tomorrow = told ? tempoColour(tempoDay + 1) : 0;
  const offPeak = second >= hours(22) || second < hours(6);
  const peak = today - 1;
  const notice = tomorrow > 1 ? tomorrow - 1 : 0;
  const peaks: AnnouncedPeak[] = [];
  const tell = (number: number, first: number): void => {
    const at = (d: number): string => horodateOf({ day: d, second: hours(6), summer: false }, ' ');
    peaks.push({ number, from: at(first), to: at(first + 1) });
  };
  if (peak > 0 && peak !== notice) tell(peak, tempoDay);
  if (notice > 0) tell(notice, tempoDay + 1);
  peaks.sort((a, b) => a.number - b.number);
  return { ...QUIET, running: (today - 1) * 2 + (offPeak ? 0 : 1), today, tomorrow, notice, peak, peaks };
}

/** White on Tuesdays and red on Wednesdays from November to March, else blue: every colour once a winter week. */
function tempoColour(day: number): number {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth() + 1;
  if (month > 3 && month < 11) return 1;
  return { 2: 2, 3: 3 }[date.getUTCDay()] ?? 1;
}
