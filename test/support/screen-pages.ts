/*
 * What the views on the logs are shown in: 24 November 2026, 14:02:33, with the logs of `Home`. Made once, when first
 * asked for.
 */

import type { StatusMessage } from '../../src/feed/messages.ts';
import type { Machine } from '../../src/tui/model/machine.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import type { SettingsFault } from '../../src/tui/model/settings.ts';
import { afterLogData, afterLost, afterMessage, initialState, type State } from '../../src/tui/model/state.ts';
import { Home } from './screen-logs.ts';
import { liveWith, machine, NOW, situations, today } from './screen-situations.ts';

export interface Page {
  readonly state: State;
  readonly selection: Selection;
}

const COPY = 'sudo cp /usr/lib/linky-monitor/conf/tariffs.conf /var/lib/linky-monitor/conf/tariffs.conf';
const live = liveWith({});
const at = (local: string): number => Date.parse(local);
const TEMPO_SPANS = [
  { from: at('2026-10-28T00:00+01:00'), to: at('2026-11-08T00:00+01:00') },
  { from: at('2026-11-15T00:00+01:00'), to: at('2026-11-24T14:02:33+01:00') },
];

/** The week of an EJP day, and a year that ends on this day. */
const WEEK = { from: at('2026-11-12T00:00+01:00'), to: at('2026-11-19T00:00+01:00') };
const YEAR = { from: at('2025-11-25T00:00+01:00'), to: at('2026-11-25T00:00+01:00') };

/** The pages of an EJP meter, of other contracts, of logs without prices, and without any log. */
function pagesOf(): Record<string, Page> {
  const homes = {
    ejp: new Home().simulate('ejp'),
    unpriced: new Home('').simulate('ejp', [
      { from: at('2026-11-16T00:00+01:00'), to: at('2026-11-24T14:02:33+01:00') },
    ]),
    tempo: new Home().simulate('tempo', TEMPO_SPANS),
    base: new Home('2024-01-01 BASE 0.194\n').simulate('base', TEMPO_SPANS),
    empty: new Home(),
  };
  try {
    const page = (home: keyof typeof homes, look: Partial<Selection>, state: State = live): Page => {
      const selection = { ...initialSelection, ...look };
      return { state: afterLogData(state, homes[home].logData(NOW, selection)), selection };
    };
    const fault = 'EACCES /var/lib/linky-monitor/logs';
    const faulty = (look: Partial<Selection>): Page => {
      const { state, selection } = page('empty', look);
      const { day, costs, ejp } = state.logData;
      if (!day || !costs || !ejp) throw new Error('the logs were not read');
      const logData = { day: { ...day, fault }, costs: { ...costs, fault }, ejp: { ...ejp, fault } };
      return { state: afterLogData(state, logData), selection };
    };
    const absent = (look: Partial<Selection>, home: keyof typeof homes = 'ejp', shown: State = live): Page => {
      const { state, selection } = page(home, look, shown);
      const lost = { code: 'ENOENT', path: '/run/linky-monitor/feed.sock', attempt: 3, retryAt: NOW + 3400 };
      return { state: afterLost({ ...state, machine }, lost, NOW - 500), selection };
    };
    const sheet = (look: Partial<Selection>, fault?: SettingsFault): Page => {
      const { state, selection } = page('ejp', look);
      const settingsFile = { path: '/home/pi/.config/linky-monitor/tui.json', fault, asked: ['mouse' as const] };
      const priced = { today: { ...today, prices: homes.ejp.prices } };
      return {
        state: { ...state, ...priced, settingsFile, pricesFile: '/var/lib/linky-monitor/conf/tariffs.conf' },
        selection: { ...selection, mouse: true },
      };
    };
    /** The first look of somebody who has nothing yet: no daemon, no logs, no prices. */
    const first = (view: Selection['view'], here: Partial<Machine>, code = 'ENOENT'): Page => {
      const lost = { code, path: '/run/linky-monitor/feed.sock', attempt: 1, retryAt: NOW + 900 };
      const nobody = {
        ...machine,
        service: 'none' as const,
        pricesCommand: COPY,
        ...here,
      };
      const { state, selection } = page('empty', { view }, { ...initialState(NOW), machine: nobody });
      const { day, costs, ejp } = state.logData;
      const fault = `ENOENT ${nobody.logs}`;
      const logData = {
        day: day && { ...day, fault },
        costs: costs && { ...costs, fault },
        ejp: ejp && { ...ejp, fault },
      };
      return { state: afterLost(afterLogData(state, logData as never), lost, NOW), selection };
    };
    const clone = { program: 'node dist/src/cli.js', asRoot: 'sudo node dist/src/cli.js', canTry: true };
    const cloneLogs = { ...clone, logs: '/home/pi/linky-monitor/logs' };
    return {
      firstInstalled: first('live', {}),
      firstInstalledDay: first('day', {}),
      firstClone: first('live', cloneLogs),
      firstCloneCosts: first('costs', cloneLogs),
      firstCloneEjp: first('ejp', cloneLogs),
      firstUnit: first('live', { service: 'installed' }),
      firstNoSystemd: first('live', { ...cloneLogs, service: 'noSystemd' }),
      firstGroup: first('live', { socketAccess: { group: 'linky', user: 'pi', isMember: false } }, 'EACCES'),
      costsNoPrices: {
        ...page(
          'unpriced',
          { view: 'costs' },
          {
            ...live,
            machine: { ...machine, pricesCommand: COPY },
            pricesFile: '/var/lib/linky-monitor/conf/tariffs.conf',
          },
        ),
      },
      dayRunning: page('ejp', { view: 'day' }),
      dayEjp: page('ejp', { view: 'day', day: '2026-11-17' }),
      dayHole: page('ejp', { view: 'day', day: '2026-11-18' }),
      dayShort: page('ejp', { view: 'day', day: '2026-03-29' }),
      dayLong: page('ejp', { view: 'day', day: '2026-10-25' }),
      dayNone: page('ejp', { view: 'day', day: '2026-06-06' }),
      dayEntry: page('ejp', { view: 'day', day: '2026-11-20', typedDate: '17/1' }),
      dayUnpriced: page('unpriced', { view: 'day', day: '2026-11-17' }),
      dayTempo: page('tempo', { view: 'day', day: '2026-11-18' }, situations['tempo']),
      dayFault: faulty({ view: 'day' }),
      dayCursor: page('ejp', { view: 'day', day: '2026-11-17', cursor: at('2026-11-17T19:26:10+01:00') }),
      dayPart: page('ejp', {
        ...{ view: 'day', day: '2026-11-17', plot: 'line', cursor: at('2026-11-17T07:00:30+01:00') },
        range: { from: at('2026-11-17T06:00+01:00'), to: at('2026-11-17T09:00+01:00') },
      }),
      dayRange: page('ejp', { view: 'day', range: WEEK, day: '2026-11-18' }),
      dayYear: page('ejp', { view: 'day', range: YEAR, cursor: at('2026-11-13T12:00+01:00') }),
      dayPinned: page('ejp', { view: 'day', day: '2026-11-17', compared: { day: '2026-11-17' } }),
      dayCompared: page('ejp', { view: 'day', day: '2026-11-17', compared: { weeks: 1 } }),
      dayComparedNow: page('ejp', { view: 'day', compared: { weeks: 1 }, plot: 'outline' }),
      rangeCompared: page('ejp', { view: 'day', range: WEEK, day: '2026-11-18', compared: { weeks: 1 } }),
      livePast: page('ejp', { window: { span: 3_600_000, end: at('2026-11-17T07:20+01:00') } }),
      liveDays: page('ejp', { window: { span: 7 * 86_400_000 }, cursor: at('2026-11-20T12:00+01:00') }),
      dayAbsent: absent({ view: 'day', day: '2026-11-23' }),
      costsMonth: page('ejp', { view: 'costs' }),
      costsContracts: page('ejp', { view: 'costs', isUnderContracts: true, grouping: 'week', costRow: 1 }),
      costsContractsPart: page('ejp', { view: 'costs', isUnderContracts: true }),
      costsContractsBar: page(
        'tempo',
        { view: 'costs', isUnderContracts: true, costBar: '2026-11-18' },
        situations['tempo'],
      ),
      costsDay: page('ejp', { view: 'costs', grouping: 'day', costRow: 40 }),
      costsWeek: page('ejp', { view: 'costs', grouping: 'week', costRow: 3 }),
      costsYear: page('ejp', { view: 'costs', grouping: 'year' }),
      costsSeason: page('ejp', { view: 'costs', grouping: 'season', costRow: 2 }),
      costsUnpriced: page('unpriced', { view: 'costs', grouping: 'day' }),
      costsTempo: page('tempo', { view: 'costs', grouping: 'month' }, situations['tempo']),
      costsEmpty: page('empty', { view: 'costs' }),
      costsReading: {
        state: afterLogData(live, { progress: { done: 312, of: 1095 } }),
        selection: { ...initialSelection, view: 'costs' },
      },
      costsFault: faulty({ view: 'costs' }),
      costsAbsent: absent({ view: 'costs' }),
      ejpNow: page('ejp', { view: 'ejp', ejpDay: '2026-11-12' }),
      ejpBefore: page('ejp', { view: 'ejp', seasonsBack: 1 }),
      ejpNotice: page('ejp', { view: 'ejp' }, situations['noticeFromTo']),
      ejpNoticeToday: page('ejp', { view: 'ejp' }, situations['notice']),
      ejpPeak: page('ejp', { view: 'ejp' }, situations['peak']),
      ejpUnpriced: page('unpriced', { view: 'ejp' }),
      ejpEmpty: page('empty', { view: 'ejp' }),
      ejpFault: faulty({ view: 'ejp' }),
      ejpAbsent: absent({ view: 'ejp' }),
      ejpUnheard: absent({ view: 'ejp' }, 'tempo', initialState(NOW)),
      ejpTempo: page('tempo', { view: 'ejp' }, situations['tempo']),
      ejpBase: page(
        'base',
        { view: 'ejp' },
        liveWith({ contract: 'BASE', period: 'BASE', indexes: { BASE: 5_000_000 } }),
      ),
      dayRefused: page('ejp', { view: 'day', typedDate: '31/02', dateRefusal: 'notADay' }),
      settings: sheet({ sheetRow: 0 }),
      settingsPrices: sheet({ view: 'costs', sheetRow: 11 }),
      settingsFault: sheet(
        { sheetRow: 6, theme: 'daltonien', plot: 'line' },
        { kind: 'value', name: 'theme', expected: 'auto, sombre, clair, daltonien' },
      ),
      exportAsked: page('ejp', { view: 'costs', isExporting: true }),
      exportWritten: page('ejp', {
        view: 'costs',
        exported: { kind: 'written', path: '/home/pi/linky-couts-2026-01-12_2026-11-24.csv' },
      }),
      exportRefused: page('ejp', {
        view: 'costs',
        exported: { kind: 'refused', path: '/home/pi/linky-couts-2026-01-12_2026-11-24.csv', code: 'ENOSPC' },
      }),
      helpEnd: { state: live, selection: { ...initialSelection, view: 'ejp', help: true, helpRow: 999 } },
      helpDay: { state: live, selection: { ...initialSelection, view: 'day', help: true } },
      helpCosts: { state: live, selection: { ...initialSelection, view: 'costs', help: true } },
      helpEjp: { state: live, selection: { ...initialSelection, view: 'ejp', help: true } },
      faults: { state: withStatus({ faults: FAULTS }), selection: initialSelection },
      relay: { state: withStatus({ relay: RELAY }), selection: initialSelection },
      liveCosts: page('ejp', {}),
      liveBase: page('base', {}, withoutPanels(homes.base)),
      liveInjection: page('base', { injection: 'on' }, withoutPanels(homes.base)),
      liveTempo: page('tempo', {}, situations['tempo']),
      costsBase: page('base', { view: 'costs' }, situations['phases']),
      costsBar: page('ejp', { view: 'costs', costBar: '2026-11-17' }),
      costsWeekBar: page('ejp', { view: 'costs', grouping: 'year', costBar: '2026-11-09' }),
      costsTempoBar: page('tempo', { view: 'costs', grouping: 'season', costBar: '2026-11-18' }, situations['tempo']),
    };
  } finally {
    for (const home of Object.values(homes)) home.remove();
  }
}

/** A home without panels: three phases in standard mode, and nothing was ever injected. */
function withoutPanels(home: Home): State {
  const state = situations['phases'] as State;
  const none = <T extends object>(list: readonly T[]) => list.map((each) => ({ ...each, pinj: 0 }));
  const { points, minutes } = state.samples;
  return {
    ...state,
    today: home.today(NOW),
    samples: { ...state.samples, points: none(points), minutes: none(minutes) },
  };
}

/** Two parts of the daemon fail while frames come. */
const FAULTS = [
  { part: 'log' as const, since: '2026-11-24T13:58:10+01:00', detail: 'ENOSPC' },
  { part: 'oled' as const, since: '2026-11-24T07:12:00+01:00', detail: 'EREMOTEIO' },
];
const RELAY = { open: true, why: ['peak'], since: '2026-11-24T07:00:10+01:00' };

/** The live screen, whose daemon says this too. */
function withStatus(more: Partial<StatusMessage>): State {
  const status = live.status?.message;
  if (!status) throw new Error('no status');
  return afterMessage(live, { ...status, ...more }, NOW - 1000);
}

let made: Record<string, Page> | undefined;

export function pages(): Record<string, Page> {
  made ??= pagesOf();
  return made;
}
