import type { Colour } from '../../meter/tempo.ts';
import type { DayReport } from '../../report/report.ts';
import { formatNumber } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { type Day, yearOf } from '../../time/local.ts';
import { type Line, paragraph, type Size, seg } from '../layout/lines.ts';
import { NONE } from './amounts.ts';
import { calendar, TEMPO_SIGNS } from './calendar.ts';
import { hasFrames, section } from './section.ts';
import { shownContract, type ViewModel } from './view-model.ts';

/** In place of the EJP days of another contract: its name, and on Tempo the colours of the days since 1 September. */
export function tempoView(model: ViewModel, size: Size): Line[] {
  const { lang, state, today, selection } = model;
  const t = views[lang].ejp;
  const frames = hasFrames(size);
  const inner = frames ? size.width - 2 : size.width;
  const contract = shownContract(model) ?? NONE;
  const isTempo = contract === 'TEMPO';
  const season = tempoYear(today, selection.seasonsBack);
  const rows: Line[] = paragraph(t.other(contract), inner);
  const days = state.logData.costs?.report?.days ?? [];
  const colours = coloursOf(days.filter(({ day }) => day >= season.from && day <= season.to));
  if (isTempo && colours.size > 0) {
    const used = (colour: Colour): string =>
      formatNumber(lang, [...colours.values()].filter((each) => each === colour).length);
    const months = calendar({
      ...{ lang, today, width: inner, ...season },
      signOf: (day) => {
        const colour = colours.get(day);
        return colour ? TEMPO_SIGNS[colour] : day <= today ? { sign: '?', style: 'dim' } : undefined;
      },
    });
    rows.push([], ...months, [], ...paragraph(t.tempo(`${used('white')} / 43`, `${used('red')} / 22`), inner));
    rows.push(...paragraph(t.tempoLegend, inner, 'dim'));
  }
  if (rows.length <= 2) rows.push(...paragraph(t.elsewhere, inner));
  return section([seg(isTempo ? t.tempoSeason(season.from, season.to) : 'EJP', 'title')], rows, size, frames);
}

/** The Tempo year of a day, 1 September to 31 August, or an earlier one, counted back from it. */
function tempoYear(day: Day, back: number): { readonly from: Day; readonly to: Day } {
  const year = Number(yearOf(day)) - (day.slice(5) < '09-01' ? 1 : 0) - back;
  return { from: `${year}-09-01`, to: `${year + 1}-08-31` };
}

const FULL_HOURS: Readonly<Record<string, Colour>> = { HPJB: 'blue', HPJW: 'white', HPJR: 'red' };

/** The colour of each day: that of most of its full hours, which begin after the change at 06:00. */
function coloursOf(days: readonly DayReport[]): Map<Day, Colour> {
  const colours = new Map<Day, Colour>();
  for (const { day, periods } of days) {
    const full = periods.filter(({ key, wh }) => wh > 0 && entryOf(FULL_HOURS, key)).sort((a, b) => b.wh - a.wh);
    const colour = full[0] && FULL_HOURS[full[0].key];
    if (colour) colours.set(day, colour);
  }
  return colours;
}
