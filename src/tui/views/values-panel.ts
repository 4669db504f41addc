import { curve as texts } from '../../text/curve.ts';
import { formatNumber, formatUnit } from '../../text/format.ts';
import { liveFacts } from '../../text/live-facts.ts';
import { logDirectories } from '../../text/log-directories.ts';
import { tui } from '../../text/tui.ts';
import type { RowCurve } from '../layout/lines.ts';
import {
  blank,
  box,
  dropToFit,
  fitting,
  type Line,
  labelled,
  pair,
  pairs,
  type Row,
  type Size,
  seg,
  wrapped,
} from '../layout/lines.ts';
import { DAY_MS } from '../model/curve/time-window.ts';
import { NBSP } from './amounts.ts';
import * as measured from './sample-values.ts';
import { shownCurves, statisticsOf } from './shown-curve.ts';
import { tariffRows, tempoRows } from './tariff-rows.ts';
import { type ViewModel, value } from './view-model.ts';

const GAP: Row = { line: [], rank: 6 };

/** The values of this moment. Where there is no room, the health of the daemon goes first, then blank rows. @param columns of the curve beside it */
export function valuesPanel(model: ViewModel, { width, height }: Size, columns: number): Line[] {
  const inner = width - 2;
  const rows = [
    ...powerRows(model, inner, height, columns),
    GAP,
    ...tariffRows(model, inner),
    GAP,
    ...tempoRows(model, inner),
    ...indexRows(model, inner),
    GAP,
    ...measured.warningRows(model, inner, 0),
    ...otherLogsRows(model, inner),
    ...sourceRows(model, inner),
  ];
  return box([seg(tui[model.lang].now, 'title')], dropToFit(rows, height - 2), width, height);
}

function powerRows(model: ViewModel, inner: number, height: number, columns: number): Row[] {
  const text = tui[model.lang];
  const load = measured.load(model);
  const overload = measured.overload(model);
  return [
    ...quantityRows(model, 'power', inner, 4),
    ...(load ? [{ line: pair(text.load, load.shown, inner), rank: 0 }] : []),
    ...(load ? [{ line: [blank(1), ...load.bar(inner - 2), blank(1)], rank: 2 }] : []),
    ...(measured.showsInjection(model) ? quantityRows(model, 'injection', inner, 5) : []),
    ...labelled(2, text.current, measured.current(model), inner),
    ...phaseRows(model, inner, height),
    ...voltageRow(model, inner),
    ...(overload ? [{ line: [blank(1), overload], rank: 0 }] : []),
    ...rangeRows(model, inner, columns),
  ];
}

/** A power, marked where it is an estimate, over its last day by hours: a column an hour. */
function quantityRows(model: ViewModel, kind: RowCurve['kind'], inner: number, curveRank: number): Row[] {
  const label = tui[model.lang][kind];
  const shown = measured.markedQuantity(model, kind, (marked) => pairs(label, marked, inner).length === 1);
  const lines = pairs(label, shown, inner);
  return [
    ...lines.map((line) => ({ line, rank: 0 })),
    { line: [blank(1), measured.sparkline(model, kind, 24, DAY_MS)], rank: curveRank },
  ];
}

/** Nominal voltage that subscribed power is counted in, V: 9 kVA are 3 × 15 A. */
const VOLTS = 200;
/** From this height on there is room for more than the moment. */
const TALL = 24;

/** Each phase with its share of the subscribed current where there is room, else all in one row. */
function phaseRows(model: ViewModel, inner: number, height: number): Row[] {
  const { lang, sample } = model;
  const { phases, subscribed = 0 } = sample ?? {};
  if (!phases) return [];
  const text = tui[lang];
  const subscribedA = subscribed / phases.length / VOLTS;
  if (height < TALL || subscribedA <= 0) {
    return [{ line: pair(text.phases, [value(model, `${phases.join(' / ')}${NBSP}A`)], inner), rank: 1 }];
  }
  return phases.map((amperes, i) => {
    const label = `${text.phase} ${i + 1} `;
    const shown = value(model, formatUnit(lang, amperes, 'A').padStart(5));
    const bar = measured.loadBar(model, amperes / subscribedA, inner - label.length - shown.text.length - 3);
    return { line: [blank(1), seg(label), ...bar, blank(1), shown, blank(1)], rank: 1 };
  });
}

/** The voltage of each phase, in standard mode. */
function voltageRow(model: ViewModel, inner: number): Row[] {
  const { voltages } = model.sample ?? {};
  if (!voltages || voltages.length === 0) return [];
  const shown = value(model, `${voltages.map((volts) => formatNumber(model.lang, volts)).join(' / ')}${NBSP}V`);
  const label = fitting(liveFacts[model.lang].voltage, inner - shown.text.length - 3);
  return labelled(3, label, shown, inner);
}

/** Least, greatest and mean power of what the curve shows, and the greatest of the day. */
function rangeRows(model: ViewModel, inner: number, columns: number): Row[] {
  const { lang, state, selection } = model;
  const text = tui[lang];
  const va = (power: number): string => formatUnit(lang, Math.round(power), 'VA');
  const curves = shownCurves(model, columns);
  const range = curves && statisticsOf(curves.power);
  const maximumVa = state.today?.report?.days[0]?.maximumVa;
  // A label that does not fit in any of its lengths goes with its value.
  const row = (labels: readonly string[], shown: string): Row[] => {
    const label = labels.find(({ length }) => length + shown.length + 3 <= inner);
    return label === undefined ? [] : labelled(7, label, shown, inner);
  };
  return [
    ...(range
      ? row(
          text.range(texts[lang].span(selection.window.span)),
          `${formatNumber(lang, Math.round(range.min))} / ${va(range.max)}`,
        )
      : []),
    ...(range ? row([text.mean], va(range.mean)) : []),
    ...(maximumVa === undefined ? [] : row([text.dayPeak], va(maximumVa))),
  ];
}

function indexRows(model: ViewModel, inner: number): Row[] {
  const indexes = measured.indexes(model);
  const isNarrow = indexes.some(({ label, kwh }) => label.length + kwh.text.length + 3 > inner);
  return indexes.flatMap(({ label, short, kwh }) => labelled(0, isNarrow ? short : label, kwh, inner));
}

/** Said where the logs that the screen reads are not those that this daemon writes. */
function otherLogsRows({ state: { namedLogs, hello }, lang }: ViewModel, inner: number): Row[] {
  if (namedLogs === undefined || !hello || hello.logs === namedLogs) return [];
  // A path that is longer than a row goes on in the next one.
  const path = (namedLogs.match(new RegExp(`.{1,${Math.max(1, inner - 2)}}`, 'gsu')) ?? []).join(' ');
  const lines = wrapped(logDirectories[lang].other(path), inner - 2);
  return [...lines.map((line): Row => ({ line: [blank(1), seg(line, 'alarm')], rank: 4 })), GAP];
}
/** Fewer frames are not counted yet. */
const MIN_FRAMES = 5;

/** Where the values come from, and the health of the daemon. */
function sourceRows(model: ViewModel, inner: number): Row[] {
  const { sample, state, lang, link } = model;
  const text = tui[lang];
  const { hello } = state;
  const last = state.status?.message;
  // The parameters of a simulation are for the machine.
  const input = last?.input.replace(/^(sim:[^?]*)\?.*/, '$1');
  // What an absent daemon said of its own health is not true any more.
  const status = link.kind === 'absent' ? undefined : last;
  // The daemon counts every ten seconds: after a start, a single frame would stand there that long.
  const counts = status && status.frames >= MIN_FRAMES ? status : undefined;
  const rejected = counts && Object.values(counts.rejected).reduce((sum, count) => sum + count);
  return [
    ...labelled(1, text.frame, measured.describeFrameAge(model), inner),
    ...labelled(7, text.meter, sample?.meter, inner),
    ...labelled(7, text.source, input, inner),
    ...labelled(8, text.state, status && text.input[status.state], inner),
    GAP,
    ...labelled(9, text.mode, last?.mode ?? hello?.mode, inner),
    ...labelled(9, text.frames, counts && formatNumber(lang, counts.frames), inner),
    ...labelled(9, text.rejected, rejected === undefined ? undefined : formatNumber(lang, rejected), inner),
    ...labelled(9, text.daemon, status && hello?.version, inner),
  ];
}
