import { minutesUntil } from '../meter/ejp.ts';
import type { EjpNotice, Reading } from '../meter/reading.ts';
import type { PanelTexts } from '../text/panel.ts';
import { clockOf, dayOf } from '../time/local.ts';
import type { PanelView } from './panel.ts';

/** The texts and figures of the OLED; the layout gives each its place. */
export interface PanelContent {
  /** The large word, to be read from two metres. */
  readonly word: string;
  /** The word's subject, a few letters: `EJP`. */
  readonly title: string;
  /** Small texts, most important first: `fin 01:00`. */
  readonly details: readonly string[];
  /** Drawn and injected power, VA; undefined where not known or not shown. */
  readonly drawn: number | undefined;
  readonly injected: number | undefined;
}

/** Longest word shown beside the other texts, as large as EJP's OUI and NON. */
export const SHORT_WORD = 3;
/** Longest period that is shown as the large word. */
const LONG_WORD = 7;

export function panelContentOf(view: PanelView, texts: PanelTexts): PanelContent {
  const { reading, link, silentMs } = view;
  const plain = { title: '', details: [], drawn: undefined, injected: undefined };
  if (link === 'stopped') return { ...plain, word: texts.stopped };
  const ejp = reading && hasEjp(reading) ? `EJP ${reading.ejp.active ? texts.on : texts.off}` : undefined;
  if (link === 'silent') {
    // The last known state may have ended meanwhile: it has a question mark.
    const last = ejp ?? reading?.period;
    const details = [describeSilence(silentMs, texts), ...(last === undefined ? [] : [`${last} ?`])];
    return { ...plain, word: texts.silent, details };
  }
  if (!reading) return { ...plain, word: texts.waiting, details: [texts.meter] };
  const powers = { drawn: reading.papp, injected: reading.pinj };
  if (reading.overload !== undefined) {
    return { ...powers, word: texts.overload, title: `${reading.overload} A`, details: [ejp ?? reading.period] };
  }
  return { ...(ejp === undefined ? periodContent(reading, texts) : ejpContent(view, reading, texts)), ...powers };
}

type Headline = Pick<PanelContent, 'word' | 'title' | 'details'>;

function hasEjp({ contract, ejp }: Reading): boolean {
  return contract === 'EJP' || ejp.active || ejp.notice !== undefined;
}

function ejpContent({ now }: PanelView, { ejp }: Reading, texts: PanelTexts): Headline {
  if (ejp.active) {
    const end = ejp.until === undefined ? [] : [texts.until(hourOf(ejp.until))];
    return {
      word: texts.on,
      title: 'EJP',
      details: [...end, ...(ejp.notice ? [describeNext(ejp.notice, now, texts)] : [])],
    };
  }
  if (ejp.notice) return { word: texts.notice, title: '', details: describeNotice(ejp.notice, now, texts) };
  return { word: texts.off, title: 'EJP', details: [] };
}

/** When the announced peak begins, and the time left until it. */
function describeNotice({ from }: EjpNotice, now: number, texts: PanelTexts): string[] {
  const minutes = minutesUntil(from, now);
  const span = minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return [texts.from(hourOf(from)), minutes > 0 ? texts.within(span) : texts.soon];
}

/** The peak that follows the running one: tomorrow, or after midnight at its hour. */
const describeNext = ({ from }: EjpNotice, now: number, texts: PanelTexts): string =>
  dayOf(from) === dayOf(now) ? texts.from(hourOf(from)) : texts.again;

/** Other contracts: the colour of a Tempo day, else the period; where its name is too long, the power. */
function periodContent({ period, tempo, papp, contract }: Reading, texts: PanelTexts): Headline {
  if (tempo?.today) {
    const tomorrow = tempo.tomorrow && `${texts.tomorrow} ${texts.colours[tempo.tomorrow]}`;
    return { word: texts.colours[tempo.today], title: period.slice(0, 2), details: tomorrow ? [tomorrow] : [] };
  }
  if (contract !== 'BASE' && period.length <= LONG_WORD) return { word: period, title: '', details: [] };
  return { word: papp === undefined ? '-' : String(papp), title: 'VA', details: [period] };
}

const hourOf = (at: number): string => clockOf(at).slice(0, 5);

/** How long the meter has been silent, in steps of ten seconds, minutes, hours or days: fewer changes to send. */
function describeSilence(ms: number, texts: PanelTexts): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} ${texts.day}`;
}
