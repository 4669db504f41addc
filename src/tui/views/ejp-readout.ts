import { BY_INDEX } from '../../report/days/season.ts';
import { ejpTexts } from '../../text/ejp.ts';
import { formatUnit } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Day, dayOf } from '../../time/local.ts';
import { type Line, type Segment, seg } from '../layout/lines.ts';
import type { EjpPage } from '../model/log-data.ts';
import { costText, energyText, hourMinute } from './amounts.ts';
import { extraOf } from './ejp-list.ts';
import { noticeStart } from './ejp-words.ts';
import type { ViewModel } from './view-model.ts';

/** In a narrower row the date has no year. */
const SHORT = 60;

/** All that is known of the day of the cursor in one row, the most needed first; what does not fit is left out whole. */
export function readout(model: ViewModel, page: EjpPage | undefined, day: Day, width: number): Line {
  const { lang } = model;
  const peak = page?.ejpDays.find((each) => each.day === day);
  const date = width < SHORT ? views[lang].shortDate(day) : views[lang].date(day);
  const t = ejpTexts[lang].readout;
  const isEarlier = page?.earlier?.ejpDays.includes(day);
  const shown = isEarlier ? seg(`${date} ${t.peak}`, 'peak') : seg(date, 'value');
  if (!peak) return oneRow([shown, ...dayParts(model, day)], width);
  const byIndex = page?.indexOnly.includes(day) ? BY_INDEX : '';
  const extra = extraOf(peak);
  const { from, to, maximumVa } = peak;
  return oneRow(
    [
      seg(`${date}${byIndex} ${t.peak}`, 'peak'),
      seg(`PM ${energyText(lang, peak.peakWh)} ${costText(lang, peak.cost)}`, 'value'),
      ...(extra === undefined ? [] : [seg(t.extra(costText(lang, extra)))]),
      seg(`HN ${energyText(lang, peak.normalWh)}`),
      ...(maximumVa === undefined ? [] : [seg(t.maximum(formatUnit(lang, maximumVa, 'VA')))]),
      ...(from === undefined || to === undefined ? [] : [seg(`${hourMinute(from)}–${hourMinute(to)}`)]),
    ],
    width,
  );
}

/** A day without a peak, by the sums of its records: its periods, its cost and its greatest power. */
export function dayParts(model: ViewModel, day: Day): Segment[] {
  const { lang, today, sample, state } = model;
  const t = ejpTexts[lang].readout;
  const from = sample && noticeStart(sample);
  if (from !== undefined && dayOf(from) === day) return [seg(t.notice, 'ejpNotice')];
  if (day > today) return [seg(t.future, 'dim')];
  const running = state.today?.day === day ? state.today.report?.days[0] : undefined;
  const report = running ?? state.logData.costs?.report?.days.find((each) => each.day === day);
  if (!report) return [seg(t.none, 'dim')];
  const parts = report.periods.filter(({ wh }) => wh > 0);
  return [
    seg(`${energyText(lang, report.wh)} ${costText(lang, report.cost)}`, 'value'),
    ...(parts.length > 1 ? parts.map(({ period, wh }) => seg(`${period} ${energyText(lang, wh)}`)) : []),
    ...(report.maximumVa === undefined ? [] : [seg(t.maximum(formatUnit(lang, report.maximumVa, 'VA')))]),
  ];
}

/** Parts beside each other, as many as fit. */
export function oneRow(parts: readonly Segment[], width: number): Line {
  const line: Segment[] = [seg(' ')];
  let used = 1;
  for (const [i, part] of parts.entries()) {
    const gap = i === 0 ? '' : ' · ';
    used += gap.length + part.text.length;
    if (i > 0 && used > width - 1) break;
    line.push(seg(gap, 'dim'), part);
  }
  return line;
}
