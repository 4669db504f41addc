import type { SummaryView } from '../report/output/summary.ts';
import { viewSteps } from '../report/output/view.ts';
import type { LogRange } from '../report/sums/build.ts';
import type { Grouping } from '../report/sums/grouping.ts';
import type { Work } from '../report/sums/read-logs.ts';
import type { Report } from '../report/sums/report.ts';
import type { Lang } from '../text/format.ts';
import { page as allTexts } from '../text/page.ts';
import { report as reportTexts } from '../text/report.ts';
import { countDays, isoOf } from '../time/local.ts';
import { curveSvg } from './curve-svg.ts';
import { daysSvg } from './days-svg.ts';
import { type Assets, documentHtml } from './document.ts';
import { classOf, pageDataOf } from './encoded.ts';
import { Html, html, jsonInScript } from './html.ts';
import { type Measured, measuredSteps } from './measured.ts';
import type { PageData } from './page-data.ts';
import { remarksHtml, summaryHtml, type TableOptions, tableHtml } from './sums.ts';

/** What a page is made of besides the logs. */
export interface PageOptions {
  readonly lang: Lang;
  readonly assets: Assets;
  /** Name of the time zone of the logs, which the process is in. */
  readonly zone: string;
  /** What makes a row of the table; without it a day, and no table of a single day. */
  readonly by?: Grouping | undefined;
  /** The page is written again: s after which an open one looks at it anew. */
  readonly again?: number | undefined;
  /** What stands above the page, and leads to others. */
  readonly navigation?: Html | undefined;
  /** What the page is called, where not by its days. */
  readonly heading?: string | undefined;
  /** The page on a row of the table, where there is one. */
  readonly linkOf?: TableOptions['linkOf'];
}

/** All that a page shows comes from here. */
type PageRange = LogRange & { readonly now: number };

/** The page of a report, as one file of HTML, in steps of one log. */
export function* pageSteps(report: Report, range: PageRange, options: PageOptions): Work<string> {
  const view = yield* viewSteps(report, range);
  const measured = yield* measuredSteps(range.logs, report);
  return pageOf({ report, measured, view }, range, options);
}

interface Contents {
  readonly report: Report;
  readonly measured: Measured;
  readonly view: SummaryView;
}

function pageOf({ report, measured, view }: Contents, { prices, now }: PageRange, options: PageOptions): string {
  const { lang, assets, again, navigation, zone, linkOf } = options;
  const texts = allTexts[lang];
  const span = spanText(report, lang);
  const heading = options.heading ?? span;
  const title = reportTexts[lang].title(report.contract ?? report.calendar?.name);
  const { tiles, facts, past } = summaryHtml(report, view, lang);
  const isEmpty = report.days.length === 0;
  const by = options.by ?? (report.from === report.to ? undefined : 'day');
  const bars = daysSvg(report, lang);
  const data = pageDataOf(measured, { report, prices, again });
  const body = html`<header>${navigation}<p class="kicker">${heading === span ? title : `${title} – ${span}`}</p><h1>${heading}</h1></header>
<main>
${isEmpty ? undefined : tiles}
${isEmpty ? undefined : curveHtml({ measured, report, data }, options, span)}
${isEmpty ? undefined : html`<section><h2>${texts.sums}</h2>${facts}</section>`}
${past && html`<section><h2>${reportTexts[lang].yearBefore.label}</h2>${past}</section>`}
${bars && html`<section><h2>${texts.energyByDay}</h2>${bars}</section>`}
${by && !isEmpty ? tableHtml(report, by, lang, { linkOf }) : undefined}
${remarksHtml(report, lang)}
</main>
<footer><p>${texts.written(isoOf(now), zone)} ${again === undefined ? '' : texts.again(again)}</p><p class="keys">${isEmpty ? '' : texts.keys}</p></footer>`;
  const scripts = isEmpty ? [] : [assets.script];
  return documentHtml({ lang, title: `${heading} – linky-monitor`, body, style: assets.style, scripts, again });
}

/** The days of a report in words. */
function spanText({ from, to }: Report, lang: Lang): string {
  const texts = reportTexts[lang];
  return from === to ? texts.oneDay(from) : texts.range(from, to, countDays(from, to));
}

/** The curve as a drawing, and what makes a canvas of it. */
function curveHtml(
  { measured, report, data }: Omit<Contents, 'view'> & { readonly data: PageData },
  { lang, assets }: PageOptions,
  span: string,
): Html {
  const texts = allTexts[lang];
  const how =
    measured.step === 0 ? texts.steps.line : measured.step < 3_600_000 ? texts.steps.minutes : texts.steps.hour;
  return html`<section class="curve"><figure id="curve" aria-label="${texts.curve(span)}">
<div id="drawing">${curveSvg(measured, report, lang)}</div>
<figcaption>${legend(data, report, lang)}<span class="how">${how}</span></figcaption></figure>
<script type="application/json" id="data">${new Html(jsonInScript({ ...data, words: { ...texts.browser, lang } }))}</script>
<script>${new Html(assets.script)}</script></section>`;
}

function legend({ periods, injected, estimated }: PageData, report: Report, lang: Lang): Html {
  const texts = allTexts[lang].legend;
  const item = (style: string, text: string): Html => html`<li class="${style}">${text}</li>`;
  const isMissing = report.missingDays.length > 0 || report.days.some(({ coverage }) => coverage < 0.995);
  return html`<ul class="legend">${periods.length === 0 ? item('plain', texts.power) : periods.map((period) => item(classOf(period), period.name))}${
    injected === undefined
      ? undefined
      : estimated.length > 0
        ? item('injection estimated', texts.estimated)
        : item('injection', texts.injection)
  }${isMissing ? item('hole', texts.hole) : undefined}</ul>`;
}
