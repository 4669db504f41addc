/* The EJP and Tempo pages at times of their own: before, in and after a peak, at the end of a winter, without a daemon. */
import type { SampleMessage } from '../../src/feed/messages.ts';
import { initialSelection, type Selection } from '../../src/tui/model/selection.ts';
import * as s from '../../src/tui/model/state.ts';
import { winterHome } from './ejp-winters.ts';
import { Home } from './screen-logs.ts';
import { greeting, liveWith, NOW, sample, situations } from './screen-situations.ts';

export interface TimedPage {
  readonly state: s.State;
  readonly selection: Selection;
  readonly now: number;
}

const at = (local: string): number => Date.parse(local);
const PRICES = `
2025-08-01 HN 0.1418
2025-08-01 HPM 1.0867
2026-02-01 HN 0.1781
2026-02-01 HPM 0.3440
`;
/** Times of the running peak of 24 November. */
const PEAK = { active: true, notice: null, since: '2026-11-24T07:00:02+01:00', until: '2026-11-25T01:00:00+01:00' };

/** The screen a second after this sample. */
function liveAt(now: number, last: Partial<SampleMessage>): s.State {
  const message = { ...sample, at: new Date(now - 1000).toISOString(), ...last };
  const empty = s.afterConnected(s.initialState(now - 700_000), now - 2000);
  return [...greeting.filter(({ type }) => type !== 'history'), message].reduce(
    (state, each) => s.afterMessage(state, each, now - 1000),
    empty,
  );
}

/** The screen without a daemon, since it was opened. */
const absentAt = (now: number): s.State =>
  s.afterLost(
    s.initialState(now),
    { code: 'ENOENT', path: '/run/linky-monitor/feed.sock', attempt: 3, retryAt: now + 3400 },
    now,
  );

function made(): Record<string, TimedPage> {
  const homes = new Map<string, Home>();
  const pageOf = (now: number, state: s.State, look: Partial<Selection> = {}, prices = PRICES): TimedPage => {
    const name = `${now} ${prices}`;
    const home = homes.get(name) ?? winterHome(now, prices);
    homes.set(name, home);
    return withLogs(home, now, state, look);
  };
  const withLogs = (home: Home, now: number, state: s.State, look: Partial<Selection>): TimedPage => {
    const selection: Selection = { ...initialSelection, view: 'ejp', ...look };
    return { state: s.afterLogData(state, home.logData(now, selection)), selection, now };
  };
  try {
    const [before, evening, midnight] = [
      '2026-11-24T06:40:30+01:00',
      '2026-11-24T19:30:00+01:00',
      '2026-11-25T00:20:00+01:00',
    ].map(at) as [number, number, number];
    const [late, spring, first] = [
      '2027-02-03T12:10:00+01:00',
      '2026-04-15T12:00:00+02:00',
      '2026-11-03T18:00:00+01:00',
    ].map(at) as [number, number, number];
    const notice = { startsInMinutes: 20, from: '2026-11-24T07:00:30+01:00' };
    const noon = at('2026-11-24T12:10:00+01:00');
    const tempo = new Home().simulate('tempo', [
      { from: at('2026-10-28T00:00+01:00'), to: at('2026-11-08T00:00+01:00') },
      { from: at('2026-11-15T00:00+01:00'), to: NOW },
    ]);
    const base = new Home('2024-01-01 BASE 0.194\n').simulate('base', [
      { from: at('2026-11-22T00:00+01:00'), to: NOW },
    ]);
    homes.set('tempo', tempo).set('base', base);
    const baseState = liveWith({ contract: 'BASE', period: 'BASE', indexes: { BASE: 5_000_000 } });
    return {
      ejpCountdown: pageOf(before, liveAt(before, { ejp: { active: false, notice } })),
      ejpTonight: pageOf(evening, liveAt(evening, { period: 'PM', ejp: PEAK })),
      ejpMidnight: pageOf(midnight, liveAt(midnight, { period: 'PM', ejp: PEAK })),
      ejpBegun: pageOf(
        at('2026-11-24T08:10:00+01:00'),
        liveAt(at('2026-11-24T08:10:00+01:00'), { period: 'PM', ejp: PEAK }),
      ),
      ejpPeakUnpriced: pageOf(evening, liveAt(evening, { period: 'PM', ejp: PEAK }), {}, '2025-08-01 HN 0.1418\n'),
      ejpTwoPrices: pageOf(noon, liveAt(noon, {}), { seasonsBack: 1 }),
      ejpLate: pageOf(late, liveAt(late, {}), { ejpDay: '2027-01-12' }),
      ejpOrdinaryDay: pageOf(late, liveAt(late, {}), { ejpDay: '2027-01-20' }),
      ejpFirst: pageOf(first, liveAt(first, {})),
      ejpSpring: pageOf(spring, liveAt(spring, {})),
      ejpLastKnown: pageOf(evening, absentAt(evening)),
      tempoDay: withLogs(tempo, NOW, situations['tempo'] as s.State, { ejpDay: '2026-11-17' }),
      baseLive: withLogs(base, NOW, baseState, { view: 'live' }),
      baseHelp: withLogs(base, NOW, baseState, { view: 'live', help: true }),
      tempoHelp: withLogs(tempo, NOW, situations['tempo'] as s.State, { help: true }),
    };
  } finally {
    for (const home of homes.values()) home.remove();
  }
}

let kept: Record<string, TimedPage> | undefined;

export function ejpScreens(): Record<string, TimedPage> {
  kept ??= made();
  return kept;
}
