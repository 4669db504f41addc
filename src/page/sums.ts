import { billColumns, billNotes } from '../report/output/bill-rows.ts';
import { type Column, wideRows } from '../report/output/group-rows.ts';
import { type SummaryView, summaryOf } from '../report/output/summary.ts';
import type { SummaryLine } from '../report/output/summary-line.ts';
import { describeDamage, describeWarnings } from '../report/output/warnings.ts';
import type { Grouping, GroupReport } from '../report/sums/grouping.ts';
import type { Report } from '../report/sums/report.ts';
import type { Lang } from '../text/format.ts';
import type { GroupName } from '../text/group-name.ts';
import { page as allTexts } from '../text/page.ts';
import { report as reportTexts } from '../text/report.ts';
import { classOf, styleOf } from './encoded.ts';
import { type Html, html } from './html.ts';

/** Texts that are longer have a line of their own. */
const LONG = 44;

/** The summary: each energy with its amount, then all else, then the year before. */
export function summaryHtml(
  report: Report,
  view: SummaryView,
  lang: Lang,
): { readonly tiles: Html; readonly facts: Html; readonly past: Html | undefined } {
  // Bars of letters are for terminals: the page has curves.
  const lines = summaryOf(report, lang, view)
    .flat()
    .filter(({ kind }) => kind !== 'curve' && kind !== 'yearBeforeHead');
  const own = lines.filter((line) => !isPast(line));
  const [head, ...amounts] = lines.filter(isPast);
  const isTile = ({ kind, energy }: SummaryLine): boolean =>
    kind === 'net' || kind === 'subscription' || (energy !== undefined && kind !== 'projection');
  return {
    tiles: html`<ul class="tiles">${own.filter(isTile).map((line) => tile(line, report))}</ul>`,
    facts: html`<dl class="facts">${own.filter((line) => !isTile(line)).map(fact)}</dl>`,
    past: head && html`<p>${head.note}</p><dl class="facts">${amounts.map(fact)}</dl>`,
  };
}

function tile({ kind, key, label, energy, amount, note }: SummaryLine, report: Report): Html {
  const style = key === undefined ? kind : classOf(styleOf(key, report));
  return html`<li class="tile ${style}"><span class="label">${label}</span><span class="amount">${amount}</span><span class="energy">${energy}</span>${note === undefined ? undefined : html`<span class="remark">${note}</span>`}</li>
`;
}

const isPast = ({ kind }: SummaryLine): boolean => kind.startsWith('yearBefore');

function fact({ label, energy, amount, note, more }: SummaryLine): Html {
  const value = [energy, amount, note, more].filter((part) => part !== undefined).join('  ');
  const isLong = value.length > LONG;
  return html`<div${isLong ? html` class="long"` : undefined}><dt>${label}</dt><dd>${value}</dd></div>
`;
}

export interface TableOptions {
  readonly newestFirst?: boolean | undefined;
  /** The page on a row, where there is one. */
  readonly linkOf?: ((name: GroupName) => Link) | undefined;
}

export interface Link {
  readonly href: string;
  /** Where not what the row is called. */
  readonly text?: string | undefined;
}

/** The rows of a report, under their titles. */
export function tableHtml(report: Report, by: Grouping, lang: Lang, { newestFirst, linkOf }: TableOptions = {}): Html {
  const { columns: energies, groups, notes: signsOfEnergies } = wideRows(report, by, lang);
  const { subscription, net } = billColumns(lang);
  const columns = [...energies, subscription, net];
  const notes = [...signsOfEnergies, ...billNotes(groups, lang)];
  const titles = columns.map(
    ({ title, left }) => html`<th scope="col"${left ? html` class="left"` : undefined}>${title}`,
  );
  const cellOf = (column: Column, group: GroupReport): Html => {
    const text = column.cell(group);
    if (!column.left) return html`<td>${text}`;
    const link = linkOf?.(group.name);
    return html`<th scope="row">${link ? html`<a href="${link.href}">${link.text ?? text}</a>` : text}`;
  };
  const rows = groups.map(
    (group) => html`<tr>${columns.map((column) => cellOf(column, group))}
`,
  );
  if (newestFirst) rows.reverse();
  const signs = notes.length === 0 ? undefined : html`<p class="note">${notes.join(' ')}</p>`;
  return html`<section><h2>${allTexts[lang].byUnit[by]}</h2><div class="scroll" tabindex="0"><table><thead><tr>${titles}</thead><tbody>
${rows}</tbody></table></div>${signs}</section>`;
}

/** What is missing or odd. */
export function remarksHtml(report: Report, lang: Lang): Html | undefined {
  const isEmpty = report.days.length === 0;
  const remarks = isEmpty
    ? [reportTexts[lang].noRecords(report.from, report.to), ...describeDamage(report, lang)]
    : describeWarnings(report, lang);
  if (remarks.length === 0) return undefined;
  return html`<section class="remarks"><h2>${allTexts[lang].remarks}</h2><ul>${remarks.map((remark) => html`<li>${remark}</li>`)}</ul></section>`;
}
