import type { Colour } from '../../meter/tempo.ts';
import type { DayReport } from '../../report/report.ts';
import { views } from '../../text/views.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type Line, type Size, seg, wrapped } from '../layout/lines.ts';
import { feedTime } from '../model/state.ts';
import { calendar } from './calendar.ts';
import { hasFrames, section } from './section.ts';
import { TEMPO_SIGNS } from './tempo-signs.ts';
import { contractOf, count, NONE, type ViewModel } from './view-model.ts';

/** In place of the EJP days of another contract: its name, and on Tempo the colours of the days since 1 September. */
export function tempoView(model: ViewModel, size: Size): Line[] {
  const { lang, state, now, selection } = model;
  const t = views[lang].ejp;
  const frames = hasFrames(size);
  const inner = frames ? size.width - 2 : size.width;
  const contract = contractOf(state) ?? NONE;
  const rowsOf = (text: string): Line[] => wrapped(text, inner - 2).map((part) => [seg(` ${part}`)]);
  const today = dayOf(feedTime(state, now));
  const rows: Line[] = rowsOf(t.other(contract));
  const season = yearOf(today, selection.seasonsBack);
  const days = (state.logData.costs?.report?.days ?? []).filter(({ day }) => day >= season.from && day <= season.to);
  const colours = new Map(
    days.flatMap((day): [Day, Colour][] => {
      const colour = colourOf(day);
      return colour ? [[day.day, colour]] : [];
    }),
  );
  if (contract === 'TEMPO' && colours.size > 0) {
    const used = (colour: Colour): string =>
      count(lang, [...colours.values()].filter((each) => each === colour).length);
    const months = calendar({
      ...{ lang, today, width: inner, ...season },
      signOf: (day) => {
        const colour = colours.get(day);
        return colour ? TEMPO_SIGNS[colour] : day <= today ? { sign: '?', style: 'dim' } : undefined;
      },
    });
    rows.push([], ...months, [], ...rowsOf(t.tempo(`${used('white')} / 43`, `${used('red')} / 22`)));
    rows.push(...wrapped(t.tempoLegend, inner - 2).map((part): Line => [seg(` ${part}`, 'dim')]));
  }
  if (rows.length <= 2) rows.push(...rowsOf(t.elsewhere));
  return section(
    { title: [seg(contract === 'TEMPO' ? t.tempoSeason(season.from, season.to) : 'EJP', 'title')], rows },
    size,
    frames,
  );
}

/** The Tempo year of a day, 1 September to 31 August, or an earlier one, counted back from it. */
function yearOf(day: Day, back: number): { readonly from: Day; readonly to: Day } {
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0) - back;
  return { from: `${year}-09-01`, to: `${year + 1}-08-31` };
}

/** A day's colour: that of most of its full hours, which begin after the change at 06:00. */
function colourOf({ periods }: DayReport): Colour | undefined {
  const keys: Readonly<Record<string, Colour>> = { HPJB: 'blue', HPJW: 'white', HPJR: 'red' };
  let most: { readonly colour: Colour; readonly wh: number } | undefined;
  for (const { key, wh } of periods) {
    const colour = keys[key];
    if (colour && wh > (most?.wh ?? 0)) most = { colour, wh };
  }
  return most?.colour;
}
