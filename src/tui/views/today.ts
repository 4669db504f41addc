import { formatEuros, formatNumber, formatUnit } from '../../text/format.js';
import { tui } from '../../text/tui.js';
import { type Moment, NONE } from '../facts.js';
import { type Line, type Row, type Segment, seg, wrapped } from '../lines.js';

interface Column {
  readonly title: string;
  readonly wh: number;
  readonly euros: number | undefined;
}

/** Today's energy and cost out of the logs: a column a period, then the total and what was injected. */
export function todayTable(moment: Moment, width: number): Row[] {
  const { state, lang } = moment;
  const text = tui[lang];
  const { today } = state;
  if (today?.fault !== undefined) return lines(text.logsFault(today.fault), width);
  if (!today) return lines(NONE, width);
  if (today.periods.length === 0 && today.injected.wh === 0) return lines(text.noRecords, width);
  const columns: Column[] = [
    ...today.periods.map(({ period, wh, cost }) => ({ title: period, wh, euros: cost })),
    { title: text.total, wh: today.total.wh, euros: today.total.cost },
    { title: text.injected, wh: today.injected.wh, euros: today.injected.revenue },
  ];
  const label = 5;
  const cell = Math.min(14, Math.floor((width - label - 1) / columns.length));
  // Ten periods do not stand side by side in 40 columns: the total and the injection always do.
  const shown = cell >= 8 ? columns : columns.slice(-Math.max(2, Math.floor((width - label - 1) / 9)));
  const size = Math.max(cell, 9);
  const row = (name: string, style: Segment['style'], content: (column: Column) => string): Line => [
    seg(` ${name}`.padEnd(label)),
    ...shown.map((column) => seg(content(column).padStart(size), style)),
  ];
  const money = (euros: number | undefined): string => (euros === undefined ? NONE : formatNumber(lang, euros, 2));
  const hint = hintOf(moment);
  return [
    { line: row('', 'dim', ({ title }) => title), rank: 0 },
    { line: row('kWh', 'plain', ({ wh }) => formatNumber(lang, wh / 1000, 3)), rank: 0 },
    { line: row('€', 'value', ({ euros }) => money(euros)), rank: 0 },
    ...(hint === undefined ? [] : lines(hint, width, 3)),
  ];
}

/** What the amounts do not say by themselves: a price that is missing, an injection that is not measured. */
function hintOf({ state, lang }: Moment): string | undefined {
  const { today } = state;
  if (!today) return undefined;
  const missing = today.periods.filter(({ wh, cost }) => wh > 0 && cost === undefined).map(({ period }) => period);
  if (today.injected.wh > 0 && today.injected.revenue === undefined) missing.push('INJECTION');
  if (missing.length > 0) return tui[lang].missingPrice(missing.join(', '));
  return today.injected.estimated && today.injected.wh > 0 ? tui[lang].estimatedInjection : undefined;
}

function lines(text: string, width: number, rank = 0): Row[] {
  return wrapped(text, width - 2).map((part) => ({ line: [seg(` ${part}`, 'dim')], rank }));
}

/** Today in one line, where there is no room for the table: `8,412 kWh  1,30 €`. */
export function todayLine({ state, lang }: Moment): Line {
  const { today } = state;
  if (!today || today.fault !== undefined) return [seg(NONE, 'dim')];
  const { wh, cost } = today.total;
  return [
    seg(formatUnit(lang, wh / 1000, 'kWh', 3)),
    seg(`  ${cost === undefined ? `${NONE} €` : formatEuros(lang, cost)}`, 'value'),
  ];
}

/** What was injected today in one line, where anything was. */
export function injectedLine({ state, lang }: Moment): Line {
  const injected = state.today?.injected;
  if (!injected || injected.wh === 0) return [];
  const kwh = formatUnit(lang, injected.wh / 1000, 'kWh', 3);
  const euros = injected.revenue === undefined ? `${NONE} €` : formatEuros(lang, injected.revenue);
  return [seg(`${tui[lang].injected} ${kwh}  ${euros}`)];
}
