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
import { describeNotice, ejpDaysUsed, speaksOfEjp } from './ejp-words.ts';
import * as measured from './sample-values.ts';
import { sparkSegment } from './sparkline.ts';
import { describeFaults, describeFrameAge } from './status-text.ts';
import { count, NONE, type ViewModel, value, windowOf } from './view-model.ts';

const GAP: Row = { line: [], rank: 6 };

/** The values of this moment. Where there is no room, the health of the daemon goes first, then blank rows. */
export function valuesPanel(model: ViewModel, { width, height }: Size): Line[] {
  const inner = width - 2;
  const rows = [
    ...powerRows(model, inner, height),
    GAP,
    ...tariffRows(model, inner),
    GAP,
    ...tempoRows(model, inner),
    ...indexRows(model, inner),
    GAP,
    ...faultRows(model, inner),
    ...sourceRows(model, inner),
    GAP,
    ...daemonRows(model, inner),
  ];
  return panel([seg(tui[model.lang].now, 'title')], dropToFit(rows, height - 2), width, height);
}

/** A label and its value, with a row of its own where both do not fit side by side; nothing for a value that is absent. */
function labelled(rank: number, label: string, shown: Segment | undefined, inner: number): Row[] {
  return shown === undefined ? [] : pairs(label, [shown], inner).map((line) => ({ line, rank }));
}

/** The same for a text of any length, which is cut at its start. */
function labelledText(rank: number, label: string, text: string | null | undefined, inner: number): Row[] {
  return text ? labelled(rank, label, seg(cut(text, inner - label.length - 3, 'start')), inner) : [];
}

function powerRows(model: ViewModel, inner: number, height: number): Row[] {
  const text = tui[model.lang];
  const load = measured.load(model);
  const overload = measured.overload(model);
  return [
    ...quantityRows(model, 'power', inner, 4),
    ...(load
      ? [
          { line: pair(text.load, [load.percent, load.of], inner), rank: 0 },
          { line: [blank(1), ...measured.loadBar(model, load.share, inner - 2), blank(1)], rank: 2 },
        ]
      : []),
    ...(measured.showsInjection(model) ? quantityRows(model, 'injection', inner, 5) : []),
    ...labelled(2, text.current, measured.current(model), inner),
    ...phaseRows(model, inner, height),
    ...(overload ? [{ line: [blank(1), overload], rank: 0 }] : []),
    ...rangeRows(model, inner),
  ];
}

/** A power, marked where it is an estimate, over its last day by hours: a column an hour. */
function quantityRows(model: ViewModel, kind: Graph['kind'], inner: number, curveRank: number): Row[] {
  const label = tui[model.lang][kind];
  const shown = measured.quantity(model, kind);
  const marked = [shown, ...measured.estimateMark(model, kind)];
  const fits = label.length + 1 + widthOf(marked) <= inner - 2;
  // What is nearly always measured is never shown unmarked where it is not.
  const lines = fits || kind === 'power' ? pairs(label, marked, inner) : [pair(label, [shown], inner)];
  return [
    ...lines.map((line) => ({ line, rank: 0 })),
    { line: [blank(1), sparkSegment(model, kind, 24, 86_400)], rank: curveRank },
  ];
}

/** Nominal voltage that subscribed power is counted in, V: 9 kVA are 3 × 15 A. */
const VOLTS = 200;
/** From this height on there is room for more than the moment. */
const TALL = 24;

/** Each phase with its share of the subscribed current where there is room, else all in one row. */
function phaseRows(model: ViewModel, inner: number, height: number): Row[] {
  const text = tui[model.lang];
  const sample = model.state.sample?.message;
  const all = measured.phases(model);
  if (!sample?.phases || !all) return [];
  const subscribedA = sample.subscribed === undefined ? 0 : sample.subscribed / sample.phases.length / VOLTS;
  if (height < TALL || subscribedA <= 0) return [{ line: pair(text.phases, [all], inner), rank: 1 }];
  return sample.phases.map((amperes, i) => {
    const label = `${text.phase} ${i + 1} `;
    const shown = value(model, formatUnit(model.lang, amperes, 'A').padStart(5));
    const bar = measured.loadBar(model, amperes / subscribedA, inner - label.length - shown.text.length - 3);
    return { line: [blank(1), seg(label), ...bar, blank(1), shown, blank(1)], rank: 1 };
  });
}

/** Least, greatest and mean power of what the curve shows, and the greatest of the day. */
function rangeRows(model: ViewModel, inner: number): Row[] {
  const { lang, state, now } = model;
  const text = tui[lang];
  const va = (power: number): string => formatUnit(lang, Math.round(power), 'VA');
  const window = windowOf(model);
  const range = statistics(state.samples, feedTime(state, now) - window * 1000, window);
  const maximumVa = state.today?.report?.days[0]?.maximumVa;
  // A label that does not fit in any of its lengths goes with its value.
  const row = (labels: readonly string[], shown: string): Row[] => {
    const label = labels.find(({ length }) => length + shown.length + 3 <= inner);
    return label === undefined ? [] : labelled(7, label, seg(shown), inner);
  };
  return [
    ...(range ? row(text.range(text.window(window)), `${formatNumber(lang, range.min)} / ${va(range.max)}`) : []),
    ...(range ? row([text.mean], va(range.mean)) : []),
    ...(maximumVa === undefined ? [] : row([text.dayPeak], va(maximumVa))),
  ];
}

/** EJP or the contract, and the running period. */
function tariffRows(model: ViewModel, inner: number): Row[] {
  const text = tui[model.lang];
  const sample = model.state.sample?.message;
  const room = inner - text.period.length - (model.stale ? 5 : 3);
  const contract = sample && value(model, cut(sample.contract, room - 1));
  return [
    ...(speaksOfEjp(model) ? ejpRows(model, inner) : labelled(1, text.contract, contract, inner)),
    ...labelled(0, text.period, periodAndPrice(model, room, inner), inner),
  ];
}

/** NON, OUI, or the notice with its time; then the days of the season. */
function ejpRows(model: ViewModel, inner: number): Row[] {
  const { lang, state, now } = model;
  const text = tui[lang].ejpRow;
  const ejp = state.sample?.message.ejp;
  const word = ejp && (ejp.active ? text.on : text.off);
  const lines = [pair(text.label, [value(model, word, ejp?.active ? 'ejpOn' : 'value')], inner)];
  if (ejp?.until) {
    const end = clockOf(Date.parse(ejp.until)).slice(0, 5);
    lines.push(pair(text.until, [value(model, end)], inner));
  }
  if (ejp?.notice) {
    const when = describeNotice(lang, ejp.notice, feedTime(state, now));
    lines.push(...pairs(text.notice, [value(model, when, 'ejpNotice')], inner));
  }
  const used = ejpDaysUsed(model);
  return [
    ...lines.map((line) => ({ line, rank: 0 })),
    ...labelled(1, tui[lang].ejpDays, used === undefined ? undefined : seg(used), inner),
  ];
}

/** `HN  0,1546 €`: the running period, and its price in force where that is known. */
function periodAndPrice(model: ViewModel, room: number, inner: number): Segment | undefined {
  const { lang, state } = model;
  const period = state.sample?.message.period;
  if (period === undefined) return undefined;
  const price = priceOf(state, period);
  const text = price === undefined ? period : `${period}  ${formatUnit(lang, price, '€', 4)}`;
  return value(model, text.length <= room ? text : cut(period, inner - 4));
}

/** Of today, €/kWh; undefined where it is missing, or nothing was logged yet. */
function priceOf({ today }: State, period: string): number | undefined {
  const key = today?.report?.periods.find((each) => each.period === period)?.key;
  return key === undefined ? undefined : today?.prices.priceOn(key, today.day);
}

/** The colours of today and tomorrow, on a Tempo contract. */
function tempoRows(model: ViewModel, inner: number): Row[] {
  const tempo = model.state.sample?.message.tempo;
  if (!tempo) return [];
  const { today, tomorrow, colours } = tui[model.lang].tempo;
  const shown = (colour: keyof typeof colours | null): Segment =>
    value(model, colour === null ? NONE : colours[colour], 'value');
  return [...labelled(1, today, shown(tempo.today), inner), ...labelled(1, tomorrow, shown(tempo.tomorrow), inner)];
}

function indexRows(model: ViewModel, inner: number): Row[] {
  const indexes = measured.indexes(model);
  const isNarrow = indexes.some(({ label, kwh }) => label.length + kwh.text.length + 3 > inner);
  return indexes.flatMap(({ label, short, kwh }) => labelled(0, isNarrow ? short : label, kwh, inner));
}

/** What the meter warns of, and the parts of the daemon that fail. */
function faultRows(model: ViewModel, inner: number): Row[] {
  const row = (texts: readonly string[], rank: number): Row => ({
    line: [blank(1), seg(cut(fitting(texts, inner - 2), inner - 2), 'warning')],
    rank,
  });
  return [
    ...measured.meterWarnings(model).map((texts) => row(texts, 0)),
    ...describeFaults(model).map(({ texts }) => row(texts, 1)),
  ];
}

/** Where the values come from. */
function sourceRows(model: ViewModel, inner: number): Row[] {
  const { state, lang } = model;
  const text = tui[lang];
  const meter = state.sample?.message.meter;
  const status = statusOf(model);
  // The parameters of a simulation are for the machine.
  const input = state.status?.message.input.replace(/^(sim:[^?]*)\?.*/, '$1');
  return [
    ...labelled(1, text.frame, describeFrameAge(model), inner),
    ...labelled(7, text.meter, meter === undefined ? undefined : seg(meter), inner),
    ...labelledText(7, text.source, input, inner),
    ...labelled(8, text.state, status && seg(text.input[status.state]), inner),
  ];
}

function daemonRows(model: ViewModel, inner: number): Row[] {
  const { state, lang } = model;
  const text = tui[lang];
  const status = statusOf(model);
  const { checksum = 0, parity = 0, format = 0, implausible = 0 } = status?.rejected ?? {};
  const counts = status && [
    ...labelled(9, text.frames, seg(count(lang, status.frames)), inner),
    ...labelled(9, text.rejected, seg(count(lang, checksum + parity + format + implausible)), inner),
    ...labelledText(9, text.daemon, state.hello?.version, inner),
  ];
  return [...labelledText(9, text.mode, state.status?.message.mode ?? state.hello?.mode, inner), ...(counts ?? [])];
}

/** What an absent daemon said of its own health is not true any more. */
const statusOf = ({ state, link }: ViewModel) => (link.kind === 'absent' ? undefined : state.status?.message);
