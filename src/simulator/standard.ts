import { CALENDARS, EJP_PEAK_PROFILE } from './calendar.ts';
import type { Maximum } from './counters.ts';
import type { FrameBuilder } from './frame-builder.ts';
import { serialOf } from './historique.ts';
import { horodateOf, slotStart } from './legal-time.ts';
import type { MeterSnapshot } from './snapshot.ts';

/** The suffixes of EASF01 to EASF10. */
const SUPPLIER_INDEXES = Array.from({ length: 10 }, (_, i) => String(i + 1).padStart(2, '0'));

/** The groups of a frame, in the order of 54E §6.2.2. */
export function addStandardGroups(frame: FrameBuilder, snapshot: MeterSnapshot): void {
  const { time, calendar, signals, measures, counters, threePhase, subscribed, producer } = snapshot;
  const { running, notice, peaks } = signals;
  const { powers, volts, amperes, drawn, injected } = measures;
  const { ngtf, ltarf, pjourf } = CALENDARS[calendar];
  const phases = threePhase ? ['1', '2', '3'] : ['1'];
  const addMaximum = (label: string, { va, when }: Maximum): void => frame.add(label, va, horodateOf(when));
  frame.add('ADSC', serialOf(snapshot));
  frame.add('VTIC', '02');
  frame.add('DATE', '', horodateOf(time));
  frame.add('NGTF', centred(ngtf));
  frame.add('LTARF', centred(ltarf[running] as string));
  frame.add('EAST', counters.total);
  frame.addEach('EASF', SUPPLIER_INDEXES, counters.supplier);
  frame.addEach('EASD', ['01', '02', '03', '04'], counters.distributor);
  if (producer) {
    frame.add('EAIT', counters.injection);
    frame.addEach('ERQ', ['1', '2', '3', '4'], [74_421, 21_342, 1_083, 3_925]);
  }
  frame.addEach('IRMS', phases, amperes);
  frame.addEach('URMS', phases, volts);
  frame.add('PREF', subscribed);
  frame.add('PCOUP', subscribed);
  frame.add('SINSTS', drawn);
  const drawnByPhase = powers.map((va) => Math.max(0, va));
  if (threePhase) frame.addEach('SINSTS', phases, drawnByPhase);
  const totalAndPhases = threePhase ? ['', ...phases] : [''];
  for (const [i, n] of totalAndPhases.entries()) addMaximum(`SMAXSN${n}`, counters.today[i] as Maximum);
  for (const [i, n] of totalAndPhases.entries()) addMaximum(`SMAXSN${n}-1`, counters.yesterday[i] as Maximum);
  if (producer) {
    frame.add('SINSTI', injected);
    addMaximum('SMAXIN', counters.today[4] as Maximum);
    addMaximum('SMAXIN-1', counters.yesterday[4] as Maximum);
  }
  const [last, previous] = counters.curve;
  frame.add('CCASN', last.drawn, horodateOf(last.when));
  frame.add('CCASN-1', previous.drawn, horodateOf(previous.when));
  if (producer) {
    frame.add('CCAIN', last.injected, horodateOf(last.when));
    frame.add('CCAIN-1', previous.injected, horodateOf(previous.when));
  }
  const tenMinutes = horodateOf(slotStart(time, 600));
  for (const n of phases) frame.add(`UMOY${n}`, 235, tenMinutes);
  frame.add('STGE', statusRegister(snapshot));
  for (const { number, from, to } of peaks) {
    frame.add(`DPM${number}`, '00', from);
    frame.add(`FPM${number}`, '00', to);
  }
  frame.add('MSG1', 'PAS DE          MESSAGE');
  frame.add('PRM', '00000000000042');
  frame.add('RELAIS', contactClosed(snapshot) ? 1 : 0);
  frame.add('NTARF', running + 1);
  frame.addEach('NJOURF', ['', '+1'], [0, 0]);
  frame.add('PJOURF+1', pjourf);
  // Only from the announcement to the start; the next peak may be announced while one runs.
  if (calendar === 'EJP' && notice > 0) frame.add('PPOINTE', EJP_PEAK_PROFILE);
}

/** The relay that drives the water heater: closed in off-peak hours, and on EJP in the peak. */
function contactClosed({ calendar, signals: { running, peak } }: MeterSnapshot): boolean {
  if (calendar === 'EJP') return peak > 0;
  return calendar !== 'BASE' && running % 2 === 0;
}

/** STGE (54E §6.2.3.14), with a good clock, Euridis secured, PLC locked. */
function statusRegister(snapshot: MeterSnapshot): string {
  const { running, today, tomorrow, notice, peak } = snapshot.signals;
  const { drawn, injected } = snapshot.measures;
  const high = (peak << 30) | (notice << 28) | (tomorrow << 26) | (today << 24) | 0x3a0000;
  const low =
    (running << 10) |
    (injected > 0 ? 1 << 9 : 0) |
    (snapshot.producer ? 1 << 8 : 0) |
    (drawn > snapshot.subscribed * 1000 ? 1 << 7 : 0) |
    (contactClosed(snapshot) ? 0 : 1);
  return ((high | low) >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

/** NGTF and LTARF are centred in their 16 characters. */
const centred = (text: string): string => text.padStart(Math.ceil((16 + text.length) / 2)).padEnd(16);
