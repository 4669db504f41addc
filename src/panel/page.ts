import type { PanelView } from './panel.js';

export interface PanelTexts {
  readonly ejp: string;
  readonly on: string;
  readonly off: string;
  readonly notice: string;
  readonly drawn: string;
  readonly injected: string;
  readonly silent: string;
  readonly stopped: string;
}

/** The page of the OLED: one large line read from the stove, two small ones (21 characters at 128 pixels). */
export interface Page {
  readonly large: string;
  readonly small: readonly [string, string];
}

export function pageOf(view: PanelView, texts: PanelTexts): Page {
  if (view.link === 'stopped') return { large: texts.stopped, small: ['', ''] };
  const large = largeWord(view.ejp, texts);
  if (view.link === 'silent') return { large, small: [texts.silent, ''] };
  const va = (value: number | undefined): string => (value === undefined ? '-' : `${value} VA`);
  return { large, small: [`${texts.drawn} ${va(view.papp)}`, `${texts.injected} ${va(view.pinj)}`] };
}

/** Ten large characters fit: the notice stands alone. What is not known is not said to be NON. */
function largeWord(ejp: PanelView['ejp'], texts: PanelTexts): string {
  if (!ejp) return `${texts.ejp} ?`;
  if (ejp.notice && !ejp.active) return texts.notice;
  return `${texts.ejp} ${ejp.active ? texts.on : texts.off}`;
}
