/*
 * The values of the last sample and what the meter and the daemon warn of, as texts with a style. They are named without
 * a prefix: import them as a namespace.
 */
import { keyOfPeriod, periodOfKey } from '../../meter/contract.ts';
import { actions } from '../../text/actions.ts';
import { describeFault } from '../../text/faults.ts';
import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { type Curve, shownOf } from '../layout/curve.ts';
import { blank, cut, fitting, type Line, type Row, type RowCurve, type Segment, seg } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import { topOf } from '../layout/row-scale.ts';
import { initialSelection } from '../model/selection.ts';
import { frameAge } from '../model/state.ts';
import { duration, energyText, hourMinute, NBSP, NONE } from './amounts.ts';
import { lastKnown } from './last-known.ts';
import { shownCurves } from './shown-curve.ts';
import { type ViewModel, value } from './view-model.ts';

/** The drawn power in VA, or the injected one in kW: as the estimate, IINST × 0.22 kW, is. */
export function quantity(model: ViewModel, kind: RowCurve['kind']): Segment {
  const { lang } = model;
  const { papp, pinj } = model.sample ?? lastKnown(model) ?? {};
  const va = kind === 'power' ? papp : pinj;
  if (va === undefined) return value(model, undefined);
  return value(model, kind === 'power' ? formatUnit(lang, va, 'VA') : formatUnit(lang, va / 1000, 'kW', 2), 'value');
}

/** A power and the mark of an estimate, where both have room; else the mark is a sign before the power. */
export function markedQuantity(model: ViewModel, kind: RowCurve['kind'], hasRoom: (marked: Line) => boolean): Line {
  const shown = quantity(model, kind);
  const mark = estimateMark(model, kind);
  const marked = [shown, ...mark];
  if (mark.length === 0 || hasRoom(marked)) return marked;
  const va = kind === 'power' ? model.sample?.papp : model.sample?.pinj;
  return [va ? { ...shown, text: `~${shown.text}` } : shown];
}

/** `estimé`, where a power is deduced from the current and not measured; after a sign, or shortened. */
export function estimateMark({ sample, lang }: ViewModel, kind: RowCurve['kind'], after?: string): Line {
  const [power, isEstimated] =
    kind === 'power' ? [sample?.papp, sample?.pappEstimated] : [sample?.pinj, sample?.pinjEstimated];
  if (power === undefined || !isEstimated) return [];
  const text = tui[lang];
  return [seg(after === undefined ? ` ${text.estimatedShort}` : `${after}${text.estimated}`, 'dim')];
}

/** Blanks that the curve of a power over the last `span` ms is laid over, and the curve itself. */
export function sparkline(model: ViewModel, kind: RowCurve['kind'], columns: number, span: number): Segment {
  const selection = { ...initialSelection, window: { span } };
  const curves = shownCurves({ ...model, selection }, columns);
  return curves ? { ...blank(columns), graph: rowCurve(curves[kind], model.stale) } : blank(columns);
}

/** The same object of the same curve: a row that has it is then known to be the same. */
const rowCurve = memoizeLast((curve: Curve, stale: boolean): RowCurve => {
  const values = curve.columns.map(shownOf);
  const periods = curve.columns.map(({ period }) => period);
  return { kind: curve.kind, values, top: topOf(values), stale, periods };
});

/**
 * Injection has a place where the user says so, else where there is any: in the last day, by the meter's index, in any log.
 * Until the logs are read, unless frames came and all lacked it.
 */
export function showsInjection({ state, sample, selection }: ViewModel): boolean {
  const { injection } = selection;
  if (injection !== 'auto') return injection === 'on';
  const { costs } = state.logData;
  const { minutes } = state.samples;
  if ((sample?.pinj ?? 0) > 0 || (sample?.injectionIndex ?? 0) > 0) return true;
  if (costs) return (costs.report?.injected.wh ?? 0) > 0 || minutes.some(({ pinj = 0 }) => pinj > 0);
  if (!sample && minutes.length === 0) return true;
  return sample?.pinj !== undefined || minutes.some(({ pinj }) => pinj !== undefined);
}

export function current(model: ViewModel): Segment | undefined {
  const iinst = (model.sample ?? lastKnown(model))?.iinst;
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
    ...relayTexts(model).map((texts) => row(texts, 1)),
    ...describeFaults(model).map(({ texts }) => row(texts, 1)),
  ];
}

/** The relay while it keeps its load off, from the longest to the shortest; a pin that cannot be set is a fault. */
function relayTexts({ state, link, lang }: ViewModel): string[][] {
  const relay = link.kind === 'absent' ? undefined : state.status?.message.relay;
  if (!relay?.open) return [];
  const { open, openFor, openSince } = actions[lang];
  const long = openFor(relay.why);
  const at = Date.parse(relay.since);
  const since = Number.isNaN(at) ? [] : [openSince(long, hourMinute(at))];
  return [[...since, long, open]];
}

/** Whether the relay keeps its load off. */
export const isRelayOpen = ({ state, link }: ViewModel): boolean =>
  link.kind !== 'absent' && state.status?.message.relay?.open === true;

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
  const known = sample ?? lastKnown(model);
  if (!known) return [];
  const { injectedIndex: label, index } = tui[lang];
  const kwh = (wh: number): Segment => value(model, energyText(lang, wh));
  const { period, indexes: counted } = known;
  const indexNames = sample?.indexNames ?? {};
  const rows = Object.entries(counted).map(([key, wh]): Index => {
    const name = entryOf(indexNames, key);
    const short = [periodOfKey(key).replace(/^INDEX/, ''), name].filter(Boolean).join(' ');
    const running = period !== undefined && (keyOfPeriod(period) === key || name === period);
    return { label: index(short), short, kwh: kwh(wh), running };
  });
  const injected = sample?.injectionIndex;
  return injected === undefined ? rows : [...rows, { label, short: label, kwh: kwh(injected), running: false }];
}

/** A younger frame has just come, ms. */
const RECENT_MS = 3_000;

/** When the last frame came: `à l’instant`, `il y a 4 s`. */
export function describeFrameAge(model: ViewModel): Segment {
  const { state, now, lang, stale } = model;
  const known = lastKnown(model);
  const age = known ? Math.max(0, now - known.at) : frameAge(state, now);
  if (age === undefined) return seg(NONE, 'dim');
  // Frames come every 1 to 2 s: a count of that would only flicker.
  const text = age < RECENT_MS ? tui[lang].frameNow : tui[lang].frameAgo(duration(lang, age));
  return seg(text, stale ? 'warning' : 'plain');
}
