import { tariffKeyOf } from '../meter/contract.ts';
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
  /** Whether they are deduced from the current and not measured. */
  readonly drawnEstimated: boolean;
  readonly injectedEstimated: boolean;
  /** What the meter's frames lack: `sans PTEC`; or that a load is off. */
  readonly fault: string | undefined;
}

/** Longest word shown beside the other texts, as large as EJP's OUI and NON. */
export const SHORT_WORD = 3;
/** Longest period that is shown as the large word. */
const LONG_WORD = 7;
/** The word for what is not known. */
const UNKNOWN = '?';

/** An open relay has the place of what frames lack, and of the least important detail, in turns of this, ms. */
const TURN_MS = 10_000;

export function panelContentOf(view: PanelView, texts: PanelTexts): PanelContent {
  const content = meterContent(view, texts);
  const isTold = view.isRelayOpen && view.link !== 'stopped' && Math.floor(view.now / TURN_MS) % 2 === 0;
  return isTold ? { ...content, fault: texts.shed } : content;
}

/** What the meter says. */
function meterContent(view: PanelView, texts: PanelTexts): PanelContent {
  const { reading, link, silentMs } = view;
  const fault = faultOf(view, texts);
  const unknown = { drawn: undefined, injected: undefined, drawnEstimated: false, injectedEstimated: false };
  const plain = { title: '', details: [], ...unknown, fault: undefined };
  if (link === 'stopped') return { ...plain, word: texts.stopped };
  const ejp = reading && hasEjp(reading) ? `EJP ${ejpWord(reading, texts)}` : undefined;
  if (link === 'silent') {
    // The last known state may have ended meanwhile: it has a question mark.
    const last = ejp ?? reading?.period;
    const details = [describeSilence(silentMs, texts), ...(last === undefined ? [] : [`${last} ?`])];
    return { ...plain, word: texts.silent, details };
  }
  if (!reading) return { ...plain, word: texts.waiting, details: [texts.meter], fault };
  const { papp: drawn, pinj: injected, pappEstimated: drawnEstimated, pinjEstimated: injectedEstimated } = reading;
  if (reading.overload !== undefined) {
    const details = [ejp ?? reading.period ?? UNKNOWN];
    const title = `${reading.overload} A`;
    return { drawn, injected, drawnEstimated, injectedEstimated, fault, word: texts.overload, title, details };
  }
  const headline = ejp === undefined ? periodContent(reading, texts) : ejpContent(view, reading, texts);
  return { drawn, injected, drawnEstimated, injectedEstimated, fault, ...headline };
}

/** The label that is lacking most, and its share where that is not all. */
function faultOf({ lacking }: PanelView, texts: PanelTexts): string | undefined {
  const [worst] = lacking;
  if (!worst) return undefined;
  const { label, data, share } = worst;
  const percent = share < 1 ? ` ${Math.round(share * 100)}%` : '';
  return data === undefined ? `${texts.without} ${label}${percent}` : `${label} ${data} ?`;
}

const ejpWord = ({ ejp, isPeakKnown }: Reading, texts: PanelTexts): string =>
  isPeakKnown ? (ejp.active ? texts.on : texts.off) : UNKNOWN;

type Headline = Pick<PanelContent, 'word' | 'title' | 'details'>;

function hasEjp({ contract, ejp }: Reading): boolean {
  return contract === 'EJP' || ejp.active || ejp.notice !== undefined;
}

function ejpContent({ now }: PanelView, reading: Reading, texts: PanelTexts): Headline {
  const { ejp } = reading;
  if (!reading.isPeakKnown) return { word: UNKNOWN, title: 'EJP', details: [] };
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

/** The sign before a power that is an estimate. */
export const estimateSign = (isEstimated: boolean, va: number): string => (isEstimated && va > 0 ? '~' : '');

/** Other contracts: the colour of a Tempo day, else the period; where its name is too long, the power. */
function periodContent({ period, tempo, papp, pappEstimated, contract }: Reading, texts: PanelTexts): Headline {
  if (tempo?.today) {
    const tomorrow = tempo.tomorrow && `${texts.tomorrow} ${texts.colours[tempo.tomorrow]}`;
    return {
      word: texts.colours[tempo.today],
      title: period?.slice(0, 2) ?? UNKNOWN,
      details: tomorrow ? [tomorrow] : [],
    };
  }
  if (period === undefined) return { word: UNKNOWN, title: contract ?? '', details: [] };
  const word = tariffKeyOf(period, period);
  if (contract !== 'BASE' && word.length <= LONG_WORD) return { word, title: '', details: [] };
  const power = papp === undefined ? '-' : `${estimateSign(pappEstimated, papp)}${papp}`;
  return { word: power, title: 'VA', details: [period] };
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
