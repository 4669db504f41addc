import type { Lang } from '../../text/format.ts';
import type { GroupName } from '../../text/group-name.ts';
import { page as allTexts } from '../../text/page.ts';
import { views } from '../../text/views.ts';
import { type Html, html } from '../html.ts';
import type { Link } from '../sums.ts';
import { fileOf, INDEX, type Neighbours, type SitePage } from './site-pages.ts';

/** The links above a page: what comes before and after it, what it lies in, and all pages. */
export function navigationHtml({ before, after, above }: Neighbours, lang: Lang): Html {
  const texts = allTexts[lang].site;
  const ups = [...above].reverse().map((page) => html`<a href="${page.file}">${linkText(page.name, lang)}</a>`);
  return html`<nav aria-label="${texts.pages}"><a href="${INDEX}" rel="up">${texts.all}</a>${ups}<span class="beside">${arrow(before, 'prev', lang)}${arrow(after, 'next', lang)}</span></nav>`;
}

function arrow(page: SitePage | undefined, rel: 'prev' | 'next', lang: Lang): Html | undefined {
  if (!page) return undefined;
  const text = linkText(page.name, lang);
  return html`<a href="${page.file}" rel="${rel}">${rel === 'prev' ? `← ${text}` : `${text} →`}</a>`;
}

export const linkText = (name: GroupName, lang: Lang): string => views[lang].costs.name(name);

/** What a page is on: `novembre 2026`, `semaine 47 de 2026`; undefined of a day, which has its date in full. */
export const headingOf = (name: GroupName, lang: Lang): string | undefined => allTexts[lang].site.heading(name);

/** Where a row of a table leads to. A day is called as in all tables. */
export const linkOf =
  (lang: Lang) =>
  (name: GroupName): Link => ({ href: fileOf(name), text: name.by === 'day' ? undefined : linkText(name, lang) });
