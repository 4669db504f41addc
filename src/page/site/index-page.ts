import { inCents } from '../../energy/euros.ts';
import { UNKNOWN } from '../../report/output/amount-text.ts';
import type { Grouping } from '../../report/sums/grouping.ts';
import { type GroupReport, groupDays } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import { formatEuros, formatUnit, type Lang } from '../../text/format.ts';
import { page as allTexts } from '../../text/page.ts';
import { report as reportTexts } from '../../text/report.ts';
import { isoOf } from '../../time/local.ts';
import { documentHtml } from '../document.ts';
import { type Html, html } from '../html.ts';
import type { PageOptions } from '../page.ts';
import { remarksHtml, tableHtml } from '../sums.ts';
import { monthsHtml } from './calendar.ts';
import { linkOf, linkText } from './navigation.ts';
import { fileOf, KINDS, type SitePages } from './site-pages.ts';

/** The page that leads to all others: the present, the days of a year, and rows of months, seasons and years. */
export function indexHtml(report: Report, pages: SitePages, now: number, options: PageOptions): string {
  const { lang, assets, zone, again } = options;
  const texts = allTexts[lang];
  const title = reportTexts[lang].title(report.contract ?? report.calendar?.name);
  const kinds = KINDS.filter((kind) => pages[kind].length > 0);
  const rows = (by: Grouping): Html | undefined =>
    pages[by].length === 0 ? undefined : tableHtml(report, by, lang, { newestFirst: true, linkOf: linkOf(lang) });
  const body = html`<header><p class="kicker">linky-monitor</p><h1>${title}</h1></header>
<main>
<ul class="tiles">${kinds.flatMap((kind) => tile(groupDays(report, kind).at(-1), lang))}</ul>
${report.days.length > 0 ? html`<section><h2>${texts.site.days}</h2>${monthsHtml(report, lang)}</section>` : undefined}
${rows('season')}${rows('year')}${rows('month')}
${remarksHtml({ ...report, missingDays: [], warnings: [] }, lang)}
</main>
<footer><p>${texts.written(isoOf(now), zone)} ${again === undefined ? '' : texts.again(again)}</p></footer>`;
  return documentHtml({ lang, title: `linky-monitor – ${title}`, body, style: assets.style, scripts: [], again });
}

/** The last day, week, month… as a link. */
function tile(group: GroupReport | undefined, lang: Lang): Html[] {
  if (!group) return [];
  const amount = group.cost === undefined ? UNKNOWN : formatEuros(lang, inCents(group.cost));
  return [
    html`<li class=\"tile total\"><a class="label" href="${fileOf(group.name)}">${linkText(group.name, lang)}</a><span class="amount">${amount}</span><span class="energy">${formatUnit(lang, group.wh / 1000, 'kWh', 3)}</span></li>
`,
  ];
}
