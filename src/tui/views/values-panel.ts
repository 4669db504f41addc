import { formatNumber, formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { clockOf } from '../../time/local.ts';
import { type Graph, statistics } from '../layout/graph.ts';
import {
  blank,
  cut,
  dropToFit,
  fitting,
  type Line,
  pair,
  pairs,
  panel,
  type Row,
  type Segment,
  type Size,
  seg,
  widthOf,
} from '../layout/lines.ts';
import { feedTime, type State } from '../model/state.ts';
import { ejpDaysUsed, noticeText, speaksOfEjp } from './ejp-words.ts';
import { sparkSegment } from './sparkline.ts';
import * as facts from './view-model.ts';

/** The values of this moment. Where there is no room, the health of the daemon goes first, then blank rows. */
export function valuesPanel(model: facts.ViewModel, { width, height }: Size): Line[] {
  const { lang, state } = model;
  const text = tui[lang];
  const inner = width - 2;
  const sample = state.sample?.message;
  const rows: Row[] = [];
  const add = (rank: number, label: string, value: Segment | undefined): void => {
    if (value === undefined) return;
    for (const line of pairs(label, [value], inner)) rows.push({ line, rank });
  };
  const gap = (): void => void rows.push({ line: [], rank: 6 });
  const told = (label: string, words: string | null | undefined, rank: number): void => {
    if (words) add(rank, label, seg(cut(words, inner - label.length - 3, 'start')));
  };

  add(0, text.power, facts.power(model));
  rows.push({ line: lastDay(model, 'power'), rank: 4 });
  const load = facts.load(model);
  if (load) {
    rows.push({ line: pair(text.load, [load.percent, load.of], inner), rank: 0 });
    rows.push({ line: [blank(1), ...facts.loadBar(model, load.share, inner - 2), blank(1)], rank: 2 });
  }
  if (facts.showsInjection(model)) {
    const marked = [facts.injection(model), ...facts.injectionMark(model)];
    const fits = text.injection.length + 1 + widthOf(marked) <= inner - 2;
    rows.push({ line: pair(text.injection, fits ? marked : marked.slice(0, 1), inner), rank: 0 });
    rows.push({ line: lastDay(model, 'injection'), rank: 5 });
  }
  add(2, text.current, facts.current(model));
  for (const line of phaseRows(model, inner, height)) rows.push({ line, rank: 1 });
  const over = facts.overload(model);
  if (over) rows.push({ line: [blank(1), over], rank: 0 });
  for (const [labels, words] of rangeWords(model)) {
    const label = labels.find(({ length }) => length + words.length + 3 <= inner);
    if (label !== undefined) add(7, label, seg(words));
  }
  gap();
  for (const line of ejpRows(model, inner)) rows.push({ line, rank: 0 });
  const used = speaksOfEjp(model) ? ejpDaysUsed(model) : undefined;
  if (used !== undefined) add(1, text.ejpDays, seg(used));
  const room = inner - text.period.length - (model.stale ? 5 : 3);
  if (sample && !speaksOfEjp(model)) add(1, text.contract, facts.value(model, cut(sample.contract, room - 1)));
  add(0, text.period, periodAndPrice(model, room, inner));
  gap();
  for (const [label, colour] of tempoDays(model)) add(1, label, facts.value(model, colour, 'value'));
  const indexes = facts.indexes(model);
  const narrow = indexes.some(({ label, kwh }) => label.length + kwh.text.length + 3 > inner);
  for (const { label, short, kwh } of indexes) add(0, narrow ? short : label, kwh);
  gap();
  for (const { words } of facts.faults(model)) {
    rows.push({ line: [blank(1), seg(cut(fitting(words, inner - 2), inner - 2), 'warning')], rank: 1 });
  }
  add(1, text.frame, facts.frameWords(model));
  add(7, text.meter, sample?.meter === undefined ? undefined : seg(sample.meter));
  const { hello } = state;
  // What an absent daemon said of its own health is not true any more.
  const status = model.link.kind === 'absent' ? undefined : state.status?.message;
  // What stands behind a simulation's name is for the machine.
  told(text.source, state.status?.message.input.replace(/^(sim:[^?]*)\?.*/, '$1'), 7);
  add(8, text.state, status && seg(text.input[status.state]));
  gap();
  told(text.mode, state.status?.message.mode ?? hello?.mode, 9);
  if (status) {
    const { checksum, parity, format, implausible } = status.rejected;
    add(9, text.frames, seg(facts.count(lang, status.frames)));
    add(9, text.rejected, seg(facts.count(lang, checksum + parity + format + implausible)));
    told(text.daemon, hello?.version, 9);
  }
  return panel([seg(text.now, 'title')], dropToFit(rows, height - 2), width, height);
}

/** EJP in words: NON, OUI, or the notice with its time. */
function ejpRows(model: facts.ViewModel, inner: number): Line[] {
  if (!speaksOfEjp(model)) return [];
  const { lang, state, now } = model;
  const text = tui[lang].ejpRow;
  const ejp = state.sample?.message.ejp;
  const word = ejp && (ejp.active ? text.on : text.off);
  const rows = [pair(text.label, [facts.value(model, word, ejp?.active ? 'ejpOn' : 'value')], inner)];
  if (ejp?.until) {
    const end = clockOf(Date.parse(ejp.until)).slice(0, 5);
    rows.push(pair(text.until, [facts.value(model, end)], inner));
  }
  if (ejp?.notice) {
    const when = noticeText(lang, ejp.notice, feedTime(state, now));
    rows.push(...pairs(text.notice, [facts.value(model, when, 'ejpNotice')], inner));
  }
  return rows;
}

/** The last day by its hours, as a sparkline: a column an hour. */
function lastDay(model: facts.ViewModel, kind: Graph['kind']): Line {
  return [blank(1), sparkSegment(model, kind, 24, 86_400)];
}

/** Each phase with its share of the subscribed current where there is room, else all in one row. */
function phaseRows(model: facts.ViewModel, inner: number, height: number): Line[] {
  const text = tui[model.lang];
  const sample = model.state.sample?.message;
  const phases = facts.phases(model);
  if (!sample?.phases || !phases) return [];
  const most = sample.subscribed === undefined ? 0 : sample.subscribed / sample.phases.length / VOLTS;
  if (height < TALL || most <= 0) return [pair(text.phases, [phases], inner)];
  return sample.phases.map((amperes, i) => {
    const label = `${text.phase} ${i + 1} `;
    const words = facts.value(model, formatUnit(model.lang, amperes, 'A').padStart(5));
    const bar = facts.loadBar(model, amperes / most, inner - label.length - words.text.length - 3);
    return [blank(1), seg(label), ...bar, blank(1), words, blank(1)];
  });
}

/** The colours of today and tomorrow, in words, on a Tempo contract. */
function tempoDays({ lang, state }: facts.ViewModel): [string, string][] {
  const tempo = state.sample?.message.tempo;
  if (!tempo) return [];
  const { today, tomorrow, colours } = tui[lang].tempo;
  const name = (colour: keyof typeof colours | null): string => (colour === null ? facts.NONE : colours[colour]);
  return [
    [today, name(tempo.today)],
    [tomorrow, name(tempo.tomorrow)],
  ];
}

/** Nominal voltage that subscribed power is counted in, V: 9 kVA are 3 × 15 A (facts/tic.md). */
const VOLTS = 200;
/** From so many rows on there is room for more than the moment. */
const TALL = 24;

/** `HN  0,1546 €`: the running period, and its price in force where that is known. */
function periodAndPrice(model: facts.ViewModel, room: number, inner: number): Segment | undefined {
  const { lang, state } = model;
  const period = state.sample?.message.period;
  if (period === undefined) return undefined;
  const price = priceOf(state, period);
  const words = price === undefined ? period : `${period}  ${formatUnit(lang, price, '€', 4)}`;
  return facts.value(model, words.length <= room ? words : cut(period, inner - 4));
}

/** Of today, €/kWh; undefined where it is missing, or nothing was logged yet. */
function priceOf({ today }: State, period: string): number | undefined {
  const key = today?.report?.periods.find((each) => each.period === period)?.key;
  return key === undefined ? undefined : today?.prices.priceOn(key, today.day);
}

/** Least, greatest and mean power of what the curve shows, and the greatest of the day. */
function rangeWords(model: facts.ViewModel): [readonly string[], string][] {
  const { lang, state, now } = model;
  const text = tui[lang];
  const va = (value: number): string => formatUnit(lang, Math.round(value), 'VA');
  const window = facts.windowOf(model);
  const range = statistics(state.samples, feedTime(state, now) - window * 1000, window);
  const peak = state.today?.report?.days[0]?.maximumVa;
  return [
    ...(range
      ? [
          [text.range(text.window(window)), `${formatNumber(lang, range.min)} / ${va(range.max)}`],
          [[text.mean], va(range.mean)],
        ]
      : []),
    ...(peak === undefined ? [] : [[[text.dayPeak], va(peak)]]),
  ] as [readonly string[], string][];
}
