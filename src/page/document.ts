import { createHash } from 'node:crypto';
import type { Lang } from '../text/format.ts';
import { type Html, html } from './html.ts';

/** What every page of the program begins with: how its files are known. */
export const MARK = '<!doctype html><!-- linky-monitor -->';

/** What the pages have in common, as it was built (bundle/browser.ts). */
export interface Assets {
  readonly script: string;
  readonly style: string;
}

export interface Document {
  readonly lang: Lang;
  readonly title: string;
  readonly body: Html;
  readonly style: string;
  /** The scripts in the body: no other one runs. */
  readonly scripts: readonly string[];
  /** s after which a browser without scripts looks at the page anew. */
  readonly again?: number | undefined;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A whole page. It asks nothing of any network, and runs and shows only what it was made with. */
export function documentHtml({ lang, title, body, style, scripts, again }: Document): string {
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(hashOf).join(' ')}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const refresh =
    again === undefined ? undefined : html`<noscript><meta http-equiv="refresh" content="${again}"></noscript>`;
  const page = html`<html lang="${lang}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${title}</title>${refresh}<style>`;
  return `${MARK}\n${page.text}${style}</style></head><body>\n${body.text}\n</body></html>\n`;
}
