import { priceOf } from '../../report/sums/pricing.ts';
import { curve } from '../../text/curve.ts';
import { formatEuros, formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { cut, labelled, type Row, type Segment } from '../layout/lines.ts';
import type { DayCost } from '../model/log-data.ts';
import { hourMinute, NONE } from './amounts.ts';
import { describeNotice, ejpDaysUsed, speaksOfEjp } from './ejp-words.ts';
import { lastKnownPeriod } from './last-known.ts';
import { hourlyCost } from './read-out.ts';
import { type ViewModel, value } from './view-model.ts';

/** EJP or the contract, and the running period. */
export function tariffRows(model: ViewModel, inner: number): Row[] {
  const text = tui[model.lang];
  const room = inner - text.period.length - (model.stale ? 5 : 3);
  const name = model.sample?.contract;
  const contract = model.sample && value(model, name === undefined ? undefined : cut(name, room - 1));
  return [
    ...(speaksOfEjp(model) ? ejpRows(model, inner) : labelled(1, text.contract, contract, inner)),
    ...labelled(0, text.period, periodAndPrice(model, room, inner), inner),
    ...labelled(5, text.costNow, costNow(model), inner),
  ];
}

/** NON, OUI, or the notice with its time; then the days of the season. */
function ejpRows(model: ViewModel, inner: number): Row[] {
  const { lang, at, sample } = model;
  const text = tui[lang].ejpRow;
  const ejp = sample?.ejp;
  const word = ejp && !ejp.unknown ? (ejp.active ? text.on : text.off) : undefined;
  const until = ejp?.until && value(model, hourMinute(Date.parse(ejp.until)));
  const notice = sample?.ejp.notice && value(model, describeNotice(lang, sample, at)[0], 'ejpNotice');
  return [
    ...labelled(0, text.label, value(model, word, word === text.on ? 'ejpOn' : 'value'), inner),
    ...labelled(0, text.until, until, inner),
    ...labelled(0, text.notice, notice, inner),
    ...labelled(1, tui[lang].ejpDays, ejpDaysUsed(model), inner),
  ];
}

/** `0,39 €/h`: what an hour at the present power costs. */
function costNow(model: ViewModel): Segment | undefined {
  const { lang, sample, state } = model;
  const { papp, period } = sample ?? {};
  const price = state.today && period !== undefined ? priceOfPeriod(state.today, period) : undefined;
  if (price === undefined || papp === undefined) return undefined;
  return value(model, curve[lang].perHour(formatEuros(lang, hourlyCost(price, papp))));
}

/** `HN  0,1546 €`: the running period, and its price in force where that is known. */
function periodAndPrice(model: ViewModel, room: number, inner: number): Segment | undefined {
  const { lang, sample, state } = model;
  const known = sample ?? lastKnownPeriod(model);
  if (!known) return undefined;
  const { period } = known;
  if (period === undefined) return value(model, undefined);
  const price = state.today && priceOfPeriod(state.today, period);
  const text = price === undefined ? period : `${period}  ${formatUnit(lang, price, '€', 4)}`;
  return value(model, text.length <= room ? text : cut(period, inner - 4));
}

/** The price in force of a period, by its name in a supplier's calendar too; undefined where two have that name. */
function priceOfPeriod({ report, prices, day }: DayCost, period: string): number | undefined {
  const names = report?.calendar?.indexNames;
  const parts = report?.periods.filter((each) => each.period === period || names?.[each.key] === period) ?? [];
  const [part] = parts;
  return part && parts.length === 1 ? priceOf(part.key, day, prices, names?.[part.key])?.price : undefined;
}

/** The colours of today and tomorrow, on a Tempo contract. */
export function tempoRows(model: ViewModel, inner: number): Row[] {
  const tempo = model.sample?.tempo;
  if (!tempo) return [];
  const { today, tomorrow, colours } = tui[model.lang].tempo;
  const shown = (colour: keyof typeof colours | null): Segment =>
    value(model, colour === null ? NONE : colours[colour], 'value');
  return [...labelled(1, today, shown(tempo.today), inner), ...labelled(1, tomorrow, shown(tempo.tomorrow), inner)];
}
