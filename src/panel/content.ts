import type { EjpNotice, Reading } from '../meter/reading.ts';
import type { PanelTexts } from '../text/panel.ts';
import { clockOf } from '../time/local.ts';
import type { PanelView } from './panel.ts';

/** What the OLED says, in words: where each stands is the layout's affair. */
export interface PanelContent {
  /** Read from two metres. */
  readonly word: string;
  /** What the word is about, a few letters. */
  readonly title: string;
  /** More of it, most important first: `fin 01:00`. */
  readonly notes: readonly string[];
  /** Drawn and injected power, VA; undefined where it is not known or not present. */
  readonly drawn: number | undefined;
  readonly injected: number | undefined;
}

/** Longest word that is shown as large as EJP's own. */
export const SHORT_WORD = 3;
/** Longest word that still stands alone on its line. */
const LONG_WORD = 7;

export function panelContentOf(view: PanelView, texts: PanelTexts): PanelContent {
  const { reading, link, quietMs } = view;
  const plain = { title: '', notes: [], drawn: undefined, injected: undefined };
  if (link === 'stopped') return { ...plain, word: texts.stopped };
  const ejp = reading && speaksOfEjp(reading) ? `EJP ${reading.ejp.active ? texts.on : texts.off}` : undefined;
  if (link === 'silent') {
    // What was last known may be long past.
    const last = ejp ?? reading?.period;
    const notes = [quietText(quietMs, texts), ...(last === undefined ? [] : [`${last} ?`])];
    return { ...plain, word: texts.silent, notes };
  }
  if (!reading) return { ...plain, word: texts.waiting, notes: [texts.meter] };
  const powers = { drawn: reading.papp, injected: reading.pinj };
  if (reading.overload !== undefined) {
    return { ...powers, word: texts.overload, title: `${reading.overload} A`, notes: [ejp ?? reading.period] };
  }
  return { ...(ejp === undefined ? periodContent(reading, texts) : ejpContent(view, reading, texts)), ...powers };
}

type Words = Pick<PanelContent, 'word' | 'title' | 'notes'>;

function speaksOfEjp({ contract, ejp }: Reading): boolean {
  return contract === 'EJP' || ejp.active || ejp.notice !== undefined;
}

function ejpContent({ now }: PanelView, { ejp }: Reading, texts: PanelTexts): Words {
  if (ejp.active) {
    const end = ejp.until === undefined ? [] : [texts.until(hourOf(ejp.until))];
    return { word: texts.on, title: 'EJP', notes: [...end, ...(ejp.notice ? [texts.again] : [])] };
  }
  if (ejp.notice) return { word: texts.notice, title: '', notes: noticeNotes(ejp.notice, now, texts) };
  return { word: texts.off, title: 'EJP', notes: [] };
}

/** The meter of mode historique says no more than "30 min"; a date is also told as the time left. */
function noticeNotes(notice: EjpNotice, now: number, texts: PanelTexts): string[] {
  if (notice.kind === 'in') return [`${notice.minutes} min`];
  const left = Math.max(0, notice.from - now);
  const minutes = Math.ceil(left / 60_000);
  const span = minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return [texts.from(hourOf(notice.from)), texts.within(span)];
}

/** Other contracts: the colour of a Tempo day, else the period; a long name leaves the large line to the power. */
function periodContent({ period, tempo, papp, contract }: Reading, texts: PanelTexts): Words {
  if (tempo?.today) {
    const tomorrow = tempo.tomorrow && `${texts.tomorrow} ${texts.colours[tempo.tomorrow]}`;
    return { word: texts.colours[tempo.today], title: period.slice(0, 2), notes: tomorrow ? [tomorrow] : [] };
  }
  if (contract !== 'BASE' && period.length <= LONG_WORD) return { word: period, title: '', notes: [] };
  return { word: papp === undefined ? '-' : String(papp), title: 'VA', notes: [period] };
}

const hourOf = (at: number): string => clockOf(at).slice(0, 5);

/** How long the meter has been silent: by tens of seconds, minutes, hours: the display has no need of more. */
function quietText(ms: number, texts: PanelTexts): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} ${texts.day}`;
}
