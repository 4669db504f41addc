import type { SampleMessage } from '../../feed/messages.ts';
import { keyOfPeriod, periodOfKey } from '../../meter/contract.ts';
import { formatUnit } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import type { Graph } from '../layout/graph.ts';
import { type Line, type Segment, seg } from '../layout/lines.ts';
import { NBSP, type ViewModel, value } from './view-model.ts';

/*
 * The values of the last sample as texts with a style. They are named without a prefix: import them as a namespace.
 */

/** One of them. */
function sampled(model: ViewModel, text: (sample: SampleMessage) => string | undefined): string | undefined {
  return model.state.sample && text(model.state.sample.message);
}

function power(model: ViewModel): Segment {
  const text = sampled(model, ({ papp }) => (papp === undefined ? undefined : formatUnit(model.lang, papp, 'VA')));
  return value(model, text, 'value');
}

/** The drawn power in VA, or the injected one in kW. */
export const quantity = (model: ViewModel, kind: Graph['kind']): Segment =>
  kind === 'power' ? power(model) : injection(model);

/** Injected power in kW: what the owner's own formula, IINST × 0.22 kW, is in. */
function injection(model: ViewModel): Segment {
  const kw = ({ pinj }: SampleMessage): string | undefined =>
    pinj === undefined ? undefined : formatUnit(model.lang, pinj / 1000, 'kW', 2);
  return value(model, sampled(model, kw), 'value');
}

/** `estimé`, where a power is deduced from the current and not measured; after a sign, or shortened. */
export function estimateMark({ state, lang }: ViewModel, kind: Graph['kind'], after?: string): Line {
  const sample = state.sample?.message;
  const [power, isEstimated] =
    kind === 'power' ? [sample?.papp, sample?.pappEstimated] : [sample?.pinj, sample?.pinjEstimated];
  if (power === undefined || !isEstimated) return [];
  const text = tui[lang];
  return [seg(after === undefined ? ` ${text.estimatedShort}` : `${after}${text.estimated}`, 'dim')];
}

/** Injection has a place, unless frames came and all lacked it. */
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

/** What the status register of standard mode warns of, each from the longest text to the shortest. */
export function meterWarnings({ state, lang, stale }: ViewModel): readonly (readonly string[])[] {
  const status = state.sample?.message.facts;
  if (!status) return [];
  const { breaker, coverOpen, overvoltage, clockDegraded } = status;
  const text = tui[lang].meterWarnings;
  const texts = [
    ...(breaker === 0 ? [] : [text.breakerOpen(entryOf(text.causes, String(breaker)))]),
    ...(overvoltage ? [text.overvoltage] : []),
    ...(coverOpen ? [text.coverOpen] : []),
    ...(clockDegraded ? [text.clockDegraded] : []),
  ];
  return stale ? texts.map((each) => each.map((one) => `${one}${NBSP}?`)) : texts;
}

/** Drawn power against subscribed power: the share, and the texts for it. */
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
