import type { SampleMessage } from '../../feed/messages.ts';
import { keyOfPeriod, periodOfKey } from '../../meter/contract.ts';
import { describeFault } from '../../text/faults.ts';
import { formatDay, formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { views } from '../../text/views.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import { type Line, type Segment, type Style, seg } from '../layout/lines.ts';
import { initialSelection, type Selection, WINDOWS } from '../model/selection.ts';
import { feedTime, frameAge, type Link, linkOf, type State } from '../model/state.ts';

/** What is shown for a value that never came. */
export const NONE = '—';
export const NBSP = '\u00a0';

/** The state at one moment and in one language: the facts of the screen, each as words with a style. */
export interface ViewModel {
  readonly state: State;
  readonly now: number;
  readonly lang: Lang;
  readonly link: Link;
  /** The values are the last ones known, not the present ones. */
  readonly stale: boolean;
  readonly selection: Selection;
}

export function viewModelOf(state: State, now: number, lang: Lang, selection: Selection = initialSelection): ViewModel {
  const link = linkOf(state, now);
  return { state, now, lang, link, stale: link.kind !== 'live', selection };
}

/** A value: dimmed and followed by `?` when it is stale, a dash when it never came. */
export function value(model: ViewModel, text: string | undefined, style: Style = 'plain'): Segment {
  if (text === undefined) return seg(NONE, 'dim');
  return model.stale ? seg(`${text}${NBSP}?`, 'dim') : seg(text, style);
}

/** An age or a wait: `42 s`, `3 min 12 s`, `2 h 05 min`, `3 j 04 h`. */
export function duration(lang: Lang, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (minutes === 0) return formatUnit(lang, seconds, 's');
  if (hours === 0) return `${formatUnit(lang, minutes, 'min')} ${two(seconds % 60)}${NBSP}s`;
  if (days === 0) return `${formatUnit(lang, hours, 'h')} ${two(minutes % 60)}${NBSP}min`;
  return `${formatUnit(lang, days, tui[lang].day)} ${two(hours % 24)}${NBSP}h`;
}

/** The contract by the meter's word, or by that of the logs. */
export const contractOf = ({ sample, hello, logData }: State): string | undefined =>
  sample?.message.contract ?? hello?.contract ?? logData.costs?.report?.contract;

/** The running period, in words and as its code. */
export function periodWords(model: ViewModel): readonly Segment[] {
  const period = model.state.sample?.message.period;
  if (period === undefined) return [];
  const style = model.stale ? 'dim' : 'plain';
  return [seg(entryOf(tui[model.lang].periods, period) ?? period, style), seg(period, style)];
}

/** The link in words: `● en direct`, `! compteur muet 42 s`, `! 42 s`, `!`. */
export function linkWords({ link, lang }: ViewModel): readonly Segment[] {
  const text = tui[lang].link;
  switch (link.kind) {
    case 'live':
      return [seg(`● ${text.live}`, 'good'), seg('●', 'good')];
    case 'connecting':
      return [seg(`… ${text.connecting}`, 'dim'), seg('…', 'dim')];
    case 'silent': {
      const age = duration(lang, link.age);
      return [`! ${text.silent} ${age}`, `! ${text.silent}`, `! ${age}`, '!'].map((words) => seg(words, 'warning'));
    }
    case 'absent':
      return [seg(`✕ ${text.absent}`, 'alarm'), seg('✕', 'alarm')];
  }
}

/** The parts of the daemon that fail, as long as it is there to tell; from the longest wording to the shortest. */
export function faults({ state, link, lang }: ViewModel): { name: string; words: readonly string[] }[] {
  const told = link.kind === 'absent' ? [] : (state.status?.message.faults ?? []);
  const t = views[lang];
  return told.slice(0, MOST_FAULTS).map((fault) => {
    const at = Date.parse(fault.since);
    const { name, why } = describeFault(fault, lang);
    const short = `! ${name} ${why}`;
    const words = Number.isNaN(at) ? [] : [`${short} ${t.faultSince(clockOf(at).slice(0, 5))}`];
    return { name, words: [...words, short, `! ${name}`] };
  });
}

/** Parts that can fail: a feed that tells of more is not ours. */
const MOST_FAULTS = 7;

/** What fails, for the header: `! journal, LED`. */
export function faultWords(model: ViewModel): readonly Segment[] {
  const names = faults(model).map(({ name }) => name);
  if (names.length === 0) return [];
  return [seg(`! ${names.join(', ')}`, 'warning'), seg(`! ${names.length}`, 'warning')];
}

/** The date, in full or short, or nothing. */
export function dateWords(model: ViewModel, wide: boolean): string {
  const { lang, now, state } = model;
  const at = feedTime(state, now);
  if (wide) return formatDay(lang, dayOf(at));
  return views[lang].headerDate(dayOf(at));
}

/** One value of the last sample, as text. */
function sampled(model: ViewModel, text: (sample: SampleMessage) => string | undefined): string | undefined {
  return model.state.sample && text(model.state.sample.message);
}

export function power(model: ViewModel): Segment {
  const text = sampled(model, ({ papp }) => (papp === undefined ? undefined : formatUnit(model.lang, papp, 'VA')));
  return value(model, text, 'value');
}

/** Injected power in kW: what the owner's own formula, IINST × 0.22 kW, is in. */
export function injection(model: ViewModel): Segment {
  const kw = ({ pinj }: SampleMessage): string | undefined =>
    pinj === undefined ? undefined : formatUnit(model.lang, pinj / 1000, 'kW', 2);
  return value(model, sampled(model, kw), 'value');
}

/** `estimé`, where the injected power is deduced and not measured; after a sign, or shortened. */
export function injectionMark({ state, lang }: ViewModel, after?: string): Line {
  const sample = state.sample?.message;
  if (sample?.pinj === undefined || !sample.pinjEstimated) return [];
  const text = tui[lang];
  return [seg(after === undefined ? ` ${text.estimatedShort}` : `${after}${text.estimated}`, 'dim')];
}

/** The injection panel has a place unless frames came and none told of injection. */
export function showsInjection({ state }: ViewModel): boolean {
  if (!state.sample && state.samples.minutes.length === 0) return true;
  return state.sample?.message.pinj !== undefined || state.samples.minutes.some(({ pinj }) => pinj !== undefined);
}

export function current(model: ViewModel): Segment | undefined {
  const text = sampled(model, ({ iinst }) => (iinst === undefined ? undefined : formatUnit(model.lang, iinst, 'A')));
  return text === undefined ? undefined : value(model, text);
}

export function phases(model: ViewModel): Segment | undefined {
  const text = sampled(model, (sample) => sample.phases && `${sample.phases.join(' / ')}${NBSP}A`);
  return text === undefined ? undefined : value(model, text);
}

/** `DÉPASSEMENT 46 A`, only while the meter says so. */
export function overload(model: ViewModel): Segment | undefined {
  const amperes = model.state.sample?.message.overload;
  if (amperes === undefined || amperes === null) return undefined;
  const text = `${tui[model.lang].overload} ${formatUnit(model.lang, amperes, 'A')}`;
  return model.stale ? seg(`${text}${NBSP}?`, 'dimReverse') : seg(` ${text} `, 'alarm');
}

/** Drawn power against subscribed power: the share, and the words for it. */
export function load(model: ViewModel): { share: number; percent: Segment; of: Segment } | undefined {
  const sample = model.state.sample?.message;
  if (sample?.papp === undefined || sample.subscribed === undefined || sample.subscribed <= 0) return undefined;
  const { lang } = model;
  const share = sample.papp / sample.subscribed;
  const kva = sample.subscribed / 1000;
  const subscribed = formatUnit(lang, kva, 'kVA', Number.isInteger(kva) ? 0 : 1);
  const [percent, of] = tui[lang].loadOf(tui[lang].percent(Math.round(share * 100)), subscribed);
  return { share, percent: value(model, percent, share > 1 ? 'alarm' : 'value'), of: seg(of) };
}

/** A bar of the load, full from 100 % on. */
export function loadBar(model: ViewModel, share: number, width: number): Line {
  const full = Math.max(0, Math.min(width, Math.round(share * width)));
  const style = model.stale ? 'dim' : share > 1 ? 'alarm' : 'power';
  return [seg('█'.repeat(full), style), seg('░'.repeat(width - full), 'border')];
}

/** Each index by the name of its period, in kWh to the Wh; `running` is the one that counts now. */
export function indexes(model: ViewModel): { label: string; short: string; kwh: Segment; running: boolean }[] {
  const sample = model.state.sample?.message;
  const { lang } = model;
  if (!sample) return [];
  const kwh = (wh: number): Segment => value(model, formatUnit(lang, wh / 1000, 'kWh', 3));
  const rows = Object.entries(sample.indexes).map(([key, wh]) => {
    const short = periodOfKey(key).replace(/^INDEX/, '');
    return { label: tui[lang].index(short), short, kwh: kwh(wh), running: keyOfPeriod(sample.period) === key };
  });
  const label = tui[lang].injectedIndex;
  const injected = sample.injectionIndex;
  if (injected !== undefined) rows.push({ label, short: label, kwh: kwh(injected), running: false });
  return rows;
}

/** Up to this age a frame has just come, ms. */
const RECENT_MS = 3_000;

/** When the last frame came: `à l’instant`, `il y a 4 s`. */
export function frameWords(model: ViewModel): Segment {
  const age = frameAge(model.state, model.now);
  if (age === undefined) return seg(NONE, 'dim');
  // Frames come every 1 to 2 s: to count that would only move.
  const words = age < RECENT_MS ? tui[model.lang].frameNow : tui[model.lang].frameAgo(duration(model.lang, age));
  return seg(words, model.stale ? 'warning' : 'plain');
}

/** A count, grouped. */
export const count = (lang: Lang, n: number): string => formatNumber(lang, n);

/** What the live curves span, s. */
export const windowOf = ({ selection }: ViewModel): number => WINDOWS[selection.window] ?? WINDOWS[0];
