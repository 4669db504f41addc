/*
 * The states that the screen is shown in: 24 November 2026, 14:02:33 in Paris. Ten minutes of history, one
 * sample each 2 s: 600 VA, but 4 590 VA from 13:55:00 to 13:57:00, nothing from 13:58:00 to 13:59:00;
 * injection rises from 0 to 1 760 VA in the last five minutes.
 */

import { PriceList } from '../../src/energy/prices.ts';
import type { FeedMessage, SampleMessage } from '../../src/feed/messages.ts';
import { type Report, reportOf } from '../../src/report/sums/report.ts';
import type { DayCost } from '../../src/tui/model/log-data.ts';
import type { Machine } from '../../src/tui/model/machine.ts';
import * as s from '../../src/tui/model/state.ts';
import { loadPages } from '../../src/tui/view.ts';
import { euros } from './euros.ts';

// The screen loads them after its first drawing: a test of a view must not come before.
await loadPages();

export const NOW = Date.parse('2026-11-24T14:02:33+01:00');
const at = (clock: string): number => Date.parse(`2026-11-24T${clock}+01:00`);
const iso = (ms: number): string => new Date(ms).toISOString();

const rows: (number | null)[][] = [];
for (let t = NOW - 600_000; t < NOW; t += 2000) {
  if (t >= at('13:58:00') && t < at('13:59:00')) continue;
  const rise = Math.max(0, t - (NOW - 300_000)) / 300_000;
  rows.push([t, t >= at('13:55:00') && t < at('13:57:00') ? 4590 : 600, Math.round(rise * 8) * 220, 5]);
}

const hello: FeedMessage = {
  type: 'hello',
  protocol: 1,
  version: '1.0.0',
  pid: 812,
  started: '2026-11-23T07:00:00+01:00',
  mode: 'historique',
  contract: 'EJP',
  logs: '/var/lib/linky-monitor/logs',
};
const status: FeedMessage = {
  type: 'status',
  state: 'receiving',
  since: '2026-11-23T07:00:00+01:00',
  input: '/dev/ttyAMA0',
  mode: 'historique',
  frames: 1042,
  rejected: { checksum: 3, parity: 0, format: 0, implausible: 0 },
  clients: 2,
};
export const sample: SampleMessage = {
  type: 'sample',
  at: iso(NOW - 1000),
  contract: 'EJP',
  period: 'HN',
  papp: 1240,
  iinst: 5,
  pinj: 0,
  pinjEstimated: true,
  indexes: { HN: 25803111, HPM: 1203442 },
  ejp: { active: false, notice: null },
  overload: null,
  subscribed: 9000,
  meter: '0215…7718',
};
const DAY = '2026-11-24';
const pricesOf = (prices: Readonly<Record<string, number>>): PriceList =>
  new PriceList(Object.entries(prices).map(([key, price]) => ({ day: '2026-02-01', key, price })));

/** What the logs of this day may say: figures that no measurement has to bear out. */
export function costOf(figures: Partial<Report> & { readonly maximumVa?: number }, prices = pricesOf({})): DayCost {
  const { maximumVa, ...rest } = figures;
  const report = reportOf([{ at: at('12:00:00'), periodCode: 'HN..', indexes: {} } as never], {
    ...{ from: DAY, to: DAY, prices },
  });
  const { periods = [], total, injected } = rest;
  const sums = {
    ...(total ? { periods, ...total } : {}),
    ...(injected ? { injectedWh: injected.wh, revenue: injected.revenue, injectionEstimated: injected.estimated } : {}),
  };
  const days = report.days.map((day) => ({ ...day, ...sums, maximumVa }));
  return { day: DAY, report: { ...report, days, ...rest }, prices };
}

export const today: DayCost = costOf(
  {
    periods: [
      { period: 'HN', key: 'HN', wh: 8412, cost: euros(1.3) },
      { period: 'PM', key: 'HPM', wh: 0, cost: 0n },
    ],
    total: { wh: 8412, cost: euros(1.3) },
    injected: { wh: 4105, revenue: euros(0.66), estimated: true, isKnown: true },
    maximumVa: 6310,
  },
  pricesOf({ HN: 0.1546, HPM: 0.7562 }),
);

const empty = s.initialState(NOW - 700_000);
/** What the daemon says first. */
export const greeting: readonly FeedMessage[] = [
  hello,
  { type: 'history', fields: ['at', 'papp', 'pinj', 'iinst'], samples: rows },
  status,
];

/** The daemon has greeted, and sent no sample yet. */
export const greeted = greeting.reduce(
  (state, message) => s.afterMessage(state, message, NOW - 1000),
  s.afterConnected(empty, NOW - 2000),
);

/** The screen with this last sample, which came a second ago. */
export function liveWith(last: Partial<SampleMessage>, cost: DayCost = today): s.State {
  const state = { ...s.afterMessage(greeted, { ...sample, ...last }, NOW - 1000), today: cost };
  return { ...state, season: { days: ['2026-11-10', '2026-11-13', '2026-11-17'], logged: true } };
}

const live = liveWith({});
const old = NOW - 42_000;
const silent = s.afterMessage(
  { ...s.afterMessage(s.afterConnected(empty, old), { ...sample, at: iso(old) }, old), today },
  { ...status, state: 'silent' } as FeedMessage,
  NOW - 10_000,
);
/** A machine with the service; the daemon's account lets this one read. */
export const machine: Machine = {
  program: 'linky-monitor',
  options: '',
  asRoot: 'sudo linky-monitor',
  sudo: 'sudo ',
  service: 'installed',
  canTry: false,
  socketAccess: undefined,
  logsAccess: undefined,
  logs: '/var/lib/linky-monitor/logs',
  pricesCommand: undefined,
};
const lost: s.Lost = { code: 'ENOENT', path: '/run/linky-monitor/feed.sock', attempt: 3, retryAt: NOW + 3400 };
const tempo = { HCJB: 10123456, HPJB: 20123456, HCJW: 1234567, HPJW: 2345678, HCJR: 345678, HPJR: 456789 };

export const situations: Record<string, s.State> = {
  connecting: empty,
  live,
  notice: liveWith({ ejp: { active: false, notice: { startsInMinutes: 20, from: '2026-11-24T14:22:30+01:00' } } }),
  noticeFromTo: liveWith({
    ejp: { active: false, notice: { from: '2026-11-25T07:00:00+01:00', to: '2026-11-26T01:00:00+01:00' } },
  }),
  peak: liveWith({
    period: 'PM',
    papp: 10200,
    iinst: 46,
    ejp: {
      active: true,
      notice: null,
      since: '2026-11-24T07:00:02.000+01:00',
      until: '2026-11-25T01:00:00.000+01:00',
    },
    overload: 46,
  }),
  injecting: liveWith({ papp: 0, iinst: 8, pinj: 1760 }),
  estimated: liveWith({ papp: 1150, pappEstimated: true, pinj: 0 }),
  warnings: liveWith({
    papp: 0,
    pinj: 0,
    facts: { breaker: 1, coverOpen: true, overvoltage: true, clockDegraded: true },
  }),
  /** The user has named another home than that of the daemon that answers. */
  otherLogs: { ...live, namedLogs: '/home/pi/linky-monitor/logs' },
  silent,
  absent: s.afterLost({ ...live, machine }, lost, NOW - 500),
  absentFromTheStart: s.afterLost(
    { ...empty, machine },
    { ...lost, code: 'ECONNREFUSED', path: `/tmp/${'long/'.repeat(30)}s` },
    NOW,
  ),
  // Opened while the daemon is absent: all that is known is out of the logs, the last line of them two minutes old.
  absentLogged: s.afterLost(
    s.afterLogData(
      { ...empty, machine, today },
      {
        lastRecord: {
          ...{ at: NOW - 125_000, period: 'HN', papp: 1380, iinst: 6, pinj: undefined },
          indexes: { HN: 25803111, HPM: 1203442 },
        },
      },
    ),
    lost,
    NOW - 500,
  ),
  tempo: liveWith(
    {
      contract: 'TEMPO',
      period: 'HPJW',
      indexes: tempo,
      injectionIndex: 4105000,
      phases: [12, 3, 4],
      iinst: 19,
      overload: 61,
      pinj: 440,
      pinjEstimated: false,
      tempo: { today: 'white', tomorrow: null },
    },
    costOf(
      {
        ...today.report,
        periods: Object.keys(tempo).map((period) => ({
          period,
          key: period,
          wh: 1234,
          cost: period === 'HPJR' ? undefined : euros(0.2),
        })),
        total: { wh: 7404, cost: undefined },
      },
      pricesOf(Object.fromEntries(Object.keys(tempo).flatMap((key) => (key === 'HPJR' ? [] : [[key, 0.16]])))),
    ),
  ),
  phases: liveWith({
    contract: 'BASE',
    period: 'BASE',
    indexes: { BASE: 5_000_000 },
    phases: [12, 3, 4],
    voltages: [236, 231, 229],
    iinst: 19,
    subscribed: 12_000,
    pinj: 0,
    pinjEstimated: false,
  }),
  calendar: liveWith({
    contract: 'SUPPLIER 10',
    period: 'HEURE SUPER CREUSE',
    indexes: Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`INDEX${String(i + 1).padStart(2, '0')}`, 1000 + i]),
    ),
  }),
  bare: s.afterMessage(
    s.afterConnected(empty, NOW),
    {
      type: 'sample',
      at: iso(NOW),
      contract: 'BASE',
      period: 'BASE',
      pinjEstimated: true,
      indexes: {},
      ejp: { active: false, notice: null },
      overload: null,
    },
    NOW,
  ),
  noLogs: liveWith({}, { ...costOf({ periods: [], maximumVa: 6310 }), fault: 'EACCES /var/lib/linky-monitor/logs' }),
  hostile: liveWith({ contract: 'X\x1b[2J\u009b1m', period: '\x07\u202e漢字👍\u0301', meter: 'a\nb' }),
};
