import { CALENDARS, EJP_PEAK_PROFILE } from './calendar.ts';
import type { Maximum } from './counters.ts';
import type { FrameBuilder } from './frame-builder.ts';
import { addressOf } from './historique.ts';
import { horodateOf } from './legal-time.ts';
import type { MeterSnapshot } from './snapshot.ts';

const SUPPLIER_LABELS = Array.from({ length: 10 }, (_, i) => `EASF${String(i + 1).padStart(2, '0')}`);

/** The groups of facts/tic.md 2.2, in their order. */
export function addStandardGroups(say: FrameBuilder, facts: MeterSnapshot): void {
  const { moment, calendar, signals, line, counters, subscribed, producer } = facts;
  const { running, notice, peaks } = signals;
  const { powers, volts, amperes, drawn, injected } = line;
  const { ngtf, ltarf, pjourf } = CALENDARS[calendar];
  const three = powers.length === 3;
  const phases = three ? ['1', '2', '3'] : ['1'];
  const totalAndPhases = three ? ['', '1', '2', '3'] : [''];
  const each = (names: readonly string[], values: readonly number[]): void =>
    names.forEach((name, i) => {
      say.standard(name, values[i] ?? 0);
    });
  const maximum = (label: string, { va, when }: Maximum): void => say.standard(label, va, when);
  say.standard('ADSC', addressOf(facts));
  say.standard('VTIC', '02');
  say.standard('DATE', '', horodateOf(moment));
  say.standard('NGTF', centred(ngtf));
  say.standard('LTARF', centred(ltarf[running] as string));
  say.standard('EAST', counters.total);
  each(SUPPLIER_LABELS, counters.supplier);
  each(['EASD01', 'EASD02', 'EASD03', 'EASD04'], counters.distributor);
  if (producer) each(['EAIT', 'ERQ1', 'ERQ2', 'ERQ3', 'ERQ4'], [counters.injection, 74_421, 21_342, 1_083, 3_925]);
  each(
    phases.map((n) => `IRMS${n}`),
    amperes,
  );
  each(
    phases.map((n) => `URMS${n}`),
    volts,
  );
  each(['PREF', 'PCOUP', 'SINSTS'], [subscribed, subscribed, drawn]);
  if (three)
    each(
      ['SINSTS1', 'SINSTS2', 'SINSTS3'],
      powers.map((va) => Math.max(0, va)),
    );
  totalAndPhases.forEach((n, i) => {
    maximum(`SMAXSN${n}`, counters.today[i] as Maximum);
  });
  totalAndPhases.forEach((n, i) => {
    maximum(`SMAXSN${n}-1`, counters.yesterday[i] as Maximum);
  });
  if (producer) {
    say.standard('SINSTI', injected);
    maximum('SMAXIN', counters.today[4] as Maximum);
    maximum('SMAXIN-1', counters.yesterday[4] as Maximum);
  }
  const [last, previous] = counters.curve;
  say.standard('CCASN', last.drawn, last.when);
  say.standard('CCASN-1', previous.drawn, previous.when);
  if (producer) {
    say.standard('CCAIN', last.injected, last.when);
    say.standard('CCAIN-1', previous.injected, previous.when);
  }
  const tenMinutes = horodateOf({ ...moment, second: moment.second - (moment.second % 600) });
  for (const n of phases) say.standard(`UMOY${n}`, 235, tenMinutes);
  say.standard('STGE', statusOf(facts));
  for (const { number, from, to } of peaks) {
    say.standard(`DPM${number}`, '00', from);
    say.standard(`FPM${number}`, '00', to);
  }
  say.standard('MSG1', 'PAS DE          MESSAGE');
  say.standard('PRM', '00000000000042');
  say.standard('RELAIS', contactClosed(facts) ? 1 : 0);
  each(['NTARF', 'NJOURF', 'NJOURF+1'], [running + 1, 0, 0]);
  say.standard('PJOURF+1', pjourf);
  // Only from the announcement to the start; the next peak may be announced while one still runs.
  if (calendar === 'EJP' && notice > 0) say.standard('PPOINTE', EJP_PEAK_PROFILE);
}

/** The relay that drives the water heater: closed in off-peak hours, and on EJP in the peak (facts/tic.md 4.2). */
function contactClosed({ calendar, signals: { running, peak } }: MeterSnapshot): boolean {
  if (calendar === 'EJP') return peak > 0;
  return calendar !== 'BASE' && running % 2 === 0;
}

/** STGE, bit by bit as facts/tic.md 3 lists them; clock good, Euridis secured, PLC locked. */
function statusOf(facts: MeterSnapshot): string {
  const { running, today, tomorrow, notice, peak } = facts.signals;
  const { drawn, injected } = facts.line;
  const high = (peak << 30) | (notice << 28) | (tomorrow << 26) | (today << 24) | 0x3a0000;
  const low =
    (running << 10) |
    (injected > 0 ? 1 << 9 : 0) |
    (facts.producer ? 1 << 8 : 0) |
    (drawn > facts.subscribed * 1000 ? 1 << 7 : 0) |
    (contactClosed(facts) ? 0 : 1);
  return ((high | low) >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

/** NGTF and LTARF stand in the middle of their 16 characters. */
const centred = (text: string): string => text.padStart(Math.ceil((16 + text.length) / 2)).padEnd(16);
