import { isSubscription } from '../../energy/prices.ts';
import { formatShortDay, formatUnit, type Lang } from '../../text/format.ts';
import { keyBar } from '../../text/key-bar.ts';
import { settings as texts } from '../../text/settings.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { blank, fit, fitting, type Line, paragraph, type Size, seg } from '../layout/lines.ts';
import { rowsInSight, selected, tabulate } from '../layout/table.ts';
import { SETTING_NAMES, type Settings } from '../model/settings.ts';
import { pricesInForce } from '../model/sheet-prices.ts';
import { hasFrames, section } from './section.ts';
import type { ViewModel } from './view-model.ts';

/** From this width on the prices stand beside the settings. */
const TWO_COLUMNS = 80;
/** Columns of the settings where the prices stand beside them. */
const LEFT = 41;
/** Columns of the prices, beside the settings and below them. */
const PRICES = 37;
/** The names are this long at most. */
const NAME = 14;
/** Rows that say where all that is written down. */
const WHERE = 2;
/** Rows that the page above the sheet is worth showing in. */
const MIN_PAGE = 8;

/** Rows that the sheet takes of a body of this size: all, where they leave too few for the page above it. */
export function sheetHeight(model: ViewModel, size: Size): number {
  const beside = size.width >= TWO_COLUMNS;
  const prices = priceRows(model).length + 2;
  const list = beside ? Math.max(SETTING_NAMES.length, prices) : SETTING_NAMES.length + prices;
  const wanted = list + WHERE + (hasFrames(size) ? 2 : 1);
  return size.height - wanted >= MIN_PAGE ? wanted : size.height;
}

/** What the user may choose, what he has chosen, and the prices in force; below, where that is written down. */
export function settingsSheet(model: ViewModel, size: Size, frames: boolean): Line[] {
  const { lang, selection } = model;
  const chosen = selection.sheetRow ?? 0;
  const inner = frames ? size.width - 2 : size.width;
  const room = size.height - (frames ? 2 : 1);
  const mark = (lines: readonly Line[], from: number): Line[] =>
    lines.map((line, i) => (from + i === chosen ? selected(line) : line));
  const own = mark(
    SETTING_NAMES.map((name) => settingRow(model, name)),
    0,
  );
  const prices = mark(priceRows(model), SETTING_NAMES.length);
  const title = [seg(` ${texts[lang].prices}`, 'title')];
  const none = pricesInForce(model.state, model.today).length === 0 ? [noPrices(model)] : [];
  const where = whereRows(model, chosen, inner);
  const listRoom = Math.max(1, room - where.length);
  const isBeside = inner >= TWO_COLUMNS - 2;
  const list = isBeside ? sideBySide(own, [title, ...prices, ...none], inner) : [...own, title, ...prices, ...none];
  // The title above the prices is no row that can be chosen.
  const ofPrices = chosen - SETTING_NAMES.length + 1;
  const at = ofPrices <= 0 ? chosen : isBeside ? ofPrices : chosen + 1;
  const { first } = rowsInSight(at, list.length, listRoom);
  const inSight = list.slice(first, first + listRoom);
  const below = room - inSight.length - where.length;
  const rows = [...inSight, ...Array.from({ length: Math.max(0, below) }, (): Line => []), ...where];
  return section([seg(texts[lang].title, 'title')], rows, size, frames);
}

function sideBySide(left: readonly Line[], right: readonly Line[], width: number): Line[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [
    ...fit(left[i] ?? [], LEFT),
    ...fit(right[i] ?? [], width - LEFT),
  ]);
}

/** ` Couleurs       ◀ sombre ▶`, with a mark where an option of this run says so. */
function settingRow({ lang, selection, state }: ViewModel, name: keyof Settings): Line {
  const t = texts[lang];
  const value = valueText(lang, name, selection[name]);
  const isAsked = state.settingsFile?.asked.includes(name);
  return [
    seg(` ${t.names[name].padEnd(NAME)}`),
    seg('◀ ', 'dim'),
    seg(value, 'value'),
    seg(' ▶', 'dim'),
    ...(isAsked ? [seg(` ${t.asked}`, 'dim')] : []),
  ];
}

function valueText(lang: Lang, name: keyof Settings, value: Settings[keyof Settings]): string {
  if (name === 'startView') return keyBar[lang].views[value as Settings['startView']];
  if (name === 'startWindow') return tui[lang].window(Number(value));
  return entryOf(entryOf(texts[lang].values, name) ?? {}, String(value)) ?? String(value);
}

/** `HN  0,1781 €/kWh  depuis le 01/02/2026` */
function priceRows({ lang, state, today }: ViewModel): Line[] {
  const t = views[lang].costs;
  const rows = pricesInForce(state, today).map(({ key, price, day }) => ({
    key,
    price: isSubscription(key) ? formatUnit(lang, price, t.perMonth, 2) : formatUnit(lang, price, t.perKwh, 4),
    since: formatShortDay(lang, day),
  }));
  if (rows.length === 0) return [];
  const table = tabulate(
    [
      { title: '', rank: 0, left: true, cell: ({ key }) => key },
      { title: '', rank: 0, style: 'value', cell: ({ price }) => price },
      { title: '', rank: 1, left: true, cell: ({ since }) => since },
    ],
    rows,
    PRICES,
  );
  return table.rows;
}

const noPrices = ({ lang, state }: ViewModel): Line => [
  seg(` ${state.today ? texts[lang].noPrices : views[lang].waiting}`, 'dim'),
];

/** Where the chosen row is written down: the file of the settings, what is wrong with it; or that of the prices. */
function whereRows({ lang, state, today }: ViewModel, chosen: number, width: number): Line[] {
  const t = texts[lang];
  const price = pricesInForce(state, today)[chosen - SETTING_NAMES.length];
  const pathRow = (before: string, path: string, after = ''): Line => [
    blank(1),
    seg(before, 'dim'),
    seg(pathEnd(path, width - before.length - after.length - 2), 'dim'),
    seg(after, 'dim'),
  ];
  const pricesRow =
    state.pricesFile === undefined
      ? []
      : [pathRow(t.changeIn, state.pricesFile, price?.line === undefined ? '' : t.changeLine(price.line))];
  const { path = '', fault } = state.settingsFile ?? {};
  if (price) return pricesRow;
  if (!fault)
    return path === '' ? pricesRow : [pathRow(t.keptIn, path), ...(width >= TWO_COLUMNS - 2 ? pricesRow : [])];
  const file = pathEnd(path, Math.floor(width / 2));
  const words =
    fault.kind === 'nowhere'
      ? t.faults.nowhere
      : fault.kind === 'broken'
        ? t.faults.broken(file)
        : fault.kind === 'value'
          ? t.faults.value(file, fault.name, fault.expected)
          : t.faults[fault.kind](file, fault.code);
  return paragraph(words, width, 'warning').slice(0, WHERE);
}

/** A path, or as much of its end as there is room for, whole names; its own name at least. */
function pathEnd(path: string, width: number): string {
  const names = path.split('/');
  const ends = names.map((_, i) => `…/${names.slice(i).join('/')}`);
  return fitting([path, ...ends.slice(1)], width);
}
