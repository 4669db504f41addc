/*
 * The values of the last sample and what the meter and the daemon warn of, as texts with a style. They are named without
 * a prefix: import them as a namespace.
 */
import { keyOfPeriod, periodOfKey } from '../../meter/contract.ts';
import { describeFault } from '../../text/faults.ts';
import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { columnSeconds, type Graph, graphOf, LONG_S } from '../layout/graph.ts';
import { blank, cut, fitting, type Line, type Row, type Segment, seg } from '../layout/lines.ts';
import type { Minute } from '../model/samples.ts';
import { frameAge } from '../model/state.ts';
import { duration, energyText, hourMinute, NBSP, NONE } from './amounts.ts';
import { type ViewModel, value } from './view-model.ts';

/** The drawn power in VA, or the injected one in kW: as the estimate, IINST × 0.22 kW, is. */
export function quantity(model: ViewModel, kind: Graph['kind']): Segment {
  const { lang, sample } = model;
  const va = kind === 'power' ? sample?.papp : sample?.pinj;
  if (va === undefined) return value(model, undefined);
  return value(model, kind === 'power' ? formatUnit(lang, va, 'VA') : formatUnit(lang, va / 1000, 'kW', 2), 'value');
}

/** A power and the mark of an estimate, where both have room; else the mark is a sign before the power. */
export function markedQuantity(model: ViewModel, kind: Graph['kind'], hasRoom: (marked: Line) => boolean): Line {
  const shown = quantity(model, kind);
  const mark = estimateMark(model, kind);
  const marked = [shown, ...mark];
  if (mark.length === 0 || hasRoom(marked)) return marked;
  const va = kind === 'power' ? model.sample?.papp : model.sample?.pinj;
  return [va ? { ...shown, text: `~${shown.text}` } : shown];
}

/** `estimé`, where a power is deduced from the current and not measured; after a sign, or shortened. */
export function estimateMark({ sample, lang }: ViewModel, kind: Graph['kind'], after?: string): Line {
  const [power, isEstimated] =
    kind === 'power' ? [sample?.papp, sample?.pappEstimated] : [sample?.pinj, sample?.pinjEstimated];
  if (power === undefined || !isEstimated) return [];
  const text = tui[lang];
  return [seg(after === undefined ? ` ${text.estimatedShort}` : `${after}${text.estimated}`, 'dim')];
}

/** Blanks that the curve of a power is laid over, and the curve itself. */
export function sparkline(
  { state, at, stale }: ViewModel,
  kind: Graph['kind'],
  columns: number,
  window: number,
): Segment {
  const { samples } = state;
  const options = { columns, window, end: at, stale };
  if (window < LONG_S) return { ...blank(columns), graph: graphOf(kind, samples, options) };
  const place = [kind, columns, window, stale, Math.floor(at / (columnSeconds(columns, window) * 1000))].join();
  const known = longCurves.find((each) => each.place === place && sameMinutes(each.minutes, samples.minutes, kind));
  if (known) return { ...blank(columns), graph: known.graph };
  const graph = graphOf(kind, samples, options);
  longCurves.unshift({ place, minutes: samples.minutes, graph });
  longCurves.length = Math.min(longCurves.length, 2);
  return { ...blank(columns), graph };
}

/** The long curves drawn last: of a day's minutes only the last one changes from one second to the next, and seldom its greatest power. */
const longCurves: { readonly place: string; readonly minutes: readonly Minute[]; readonly graph: Graph }[] = [];

function sameMinutes(some: readonly Minute[], others: readonly Minute[], kind: Graph['kind']): boolean {
  const last = others.length - 1;
  if (some.length !== others.length || last < 0) return some.length === others.length;
  for (let i = 0; i < last; i++) if (some[i] !== others[i]) return false;
  const [one, other] = [some[last] as Minute, others[last] as Minute];
  return one.at === other.at && (kind === 'power' ? one.papp === other.papp : one.pinj === other.pinj);
}

/** Injection has a place, unless frames came and all lacked it. */
export function showsInjection({ state, sample }: ViewModel): boolean {
  if (!sample && state.samples.minutes.length === 0) return true;
  return sample?.pinj !== undefined || state.samples.minutes.some(({ pinj }) => pinj !== undefined);
}

export function current(model: ViewModel): Segment | undefined {
  const iinst = model.sample?.iinst;
  return iinst === undefined ? undefined : value(model, formatUnit(model.lang, iinst, 'A'));
}

/** `DÉPASSEMENT 46 A`, only while the meter says so. */
export function overload({ sample, lang, stale }: ViewModel): Segment | undefined {
  const amperes = sample?.overload;
  if (amperes === undefined || amperes === null) return undefined;
  const text = `${tui[lang].overload} ${formatUnit(lang, amperes, 'A')}`;
  return stale ? seg(`${text}${NBSP}?`, 'dimReverse') : seg(` ${text} `, 'alarm');
}

/** What the meter warns of, and the parts of the daemon that fail. */
export function warningRows(model: ViewModel, width: number, meterRank: number): Row[] {
  const row = (texts: readonly string[], rank: number): Row => ({
    line: [blank(1), seg(cut(fitting(texts, width - 2), width - 2), 'warning')],
    rank,
  });
  return [
    ...meterWarnings(model).map((texts) => row(texts, meterRank)),
    ...describeFaults(model).map(({ texts }) => row(texts, 1)),
  ];
}

/** Parts that can fail: a feed that names more is not ours. */
const MAX_FAULTS = 8;

/** One part of the daemon that fails. */
interface Fault {
  readonly name: string;
  /** For the header. */
  readonly short: string;
  /** From the longest to the shortest. */
  readonly texts: readonly string[];
}

/** The parts of the daemon that fail; an absent one says nothing of them. */
export function describeFaults({ state, link, lang }: ViewModel): Fault[] {
  const faults = link.kind === 'absent' ? [] : (state.status?.message.faults ?? []);
  const t = views[lang];
  return faults.slice(0, MAX_FAULTS).map((fault) => {
    const at = Date.parse(fault.since);
    const { name, why, short } = describeFault(fault, lang);
    const whole = `! ${name} ${why}`;
    const since = Number.isNaN(at) ? [] : [`${whole} ${t.faultSince(hourMinute(at))}`];
    // What frames lack speaks for itself.
    const bare = short === name ? [] : [`! ${why}`];
    return { name, short, texts: [...since, whole, ...bare, `! ${short}`] };
  });
}

/** What the status register of standard mode warns of, each from the longest text to the shortest. */
function meterWarnings({ sample, lang, stale }: ViewModel): readonly (readonly string[])[] {
  if (!sample?.facts) return [];
  const { breaker, coverOpen, overvoltage, clockDegraded } = sample.facts;
  const text = tui[lang].meterWarnings;
  const texts = [
    ...(breaker === 0 ? [] : [text.breakerOpen(entryOf(text.causes, String(breaker)))]),
    ...(overvoltage ? [text.overvoltage] : []),
    ...(coverOpen ? [text.coverOpen] : []),
    ...(clockDegraded ? [text.clockDegraded] : []),
  ];
  return stale ? texts.map((each) => each.map((one) => `${one}${NBSP}?`)) : texts;
}

/** Drawn power against subscribed power: the texts for it, and a bar of a width. */
export function load(
  model: ViewModel,
): { readonly shown: readonly [Segment, Segment]; bar(width: number): Line } | undefined {
  const { papp, subscribed = 0 } = model.sample ?? {};
  if (papp === undefined || subscribed <= 0) return undefined;
  const text = tui[model.lang];
  const share = papp / subscribed;
  const kva = formatUnit(model.lang, subscribed / 1000, 'kVA', subscribed % 1000 === 0 ? 0 : 1);
  const [percent, of] = text.loadOf(text.percent(Math.round(share * 100)), kva);
  return {
    shown: [value(model, percent, share > 1 ? 'alarm' : 'value'), seg(of)],
    bar: (width) => loadBar(model, share, width),
  };
}

/** A bar of a load, full from 100 % on. */
export function loadBar({ stale }: ViewModel, share: number, width: number): Line {
  const full = Math.max(0, Math.min(width, Math.round(share * width)));
  const style = stale ? 'dim' : share > 1 ? 'alarm' : 'power';
  return [seg('█'.repeat(full), style), seg('░'.repeat(width - full), 'border')];
}

interface Index {
  readonly label: string;
  readonly short: string;
  readonly kwh: Segment;
  /** It counts now. */
  readonly running: boolean;
}

/** Each index by the name of its period, or as the meter calls it, in kWh to the Wh. */
export function indexes(model: ViewModel): Index[] {
  const { lang, sample } = model;
  if (!sample) return [];
  const { injectedIndex: label, index } = tui[lang];
  const kwh = (wh: number): Segment => value(model, energyText(lang, wh));
  const { period, indexNames = {} } = sample;
  const rows = Object.entries(sample.indexes).map(([key, wh]): Index => {
    const name = entryOf(indexNames, key);
    const short = [periodOfKey(key).replace(/^INDEX/, ''), name].filter(Boolean).join(' ');
    const running = period !== undefined && (keyOfPeriod(period) === key || name === period);
    return { label: index(short), short, kwh: kwh(wh), running };
  });
  const injected = sample.injectionIndex;
  return injected === undefined ? rows : [...rows, { label, short: label, kwh: kwh(injected), running: false }];
}

/** A younger frame has just come, ms. */
const RECENT_MS = 3_000;

/** When the last frame came: `à l’instant`, `il y a 4 s`. */
export function describeFrameAge({ state, now, lang, stale }: ViewModel): Segment {
  const age = frameAge(state, now);
  if (age === undefined) return seg(NONE, 'dim');
  // Frames come every 1 to 2 s: a count of that would only flicker.
  const text = age < RECENT_MS ? tui[lang].frameNow : tui[lang].frameAgo(duration(lang, age));
  return seg(text, stale ? 'warning' : 'plain');
}
