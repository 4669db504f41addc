import { CALENDARS, DEMAIN } from './calendar.ts';
import type { Maximum } from './counters.ts';
import type { FrameBuilder } from './frame-builder.ts';
import {
  historiqueIndex,
  knownContract,
  type MeterSnapshot,
  nearestTen,
  phasesInExcess,
  setCurrent,
} from './snapshot.ts';

/** The groups of facts/tic.md 2.1, in their order. */
export function addHistoriqueGroups(say: FrameBuilder, facts: MeterSnapshot): void {
  const { calendar, signals, line, counters } = facts;
  const known = knownContract(calendar);
  const three = line.amperes.length === 3;
  say.historique('ADCO', addressOf(facts));
  say.historique('OPTARIF', CALENDARS[calendar].optarif);
  say.historique('ISOUSC', setCurrent(facts));
  known.historique.forEach((label, i) => {
    say.historique(label, historiqueIndex(facts, i));
  });
  if (signals.pejp) say.historique('PEJP', 30);
  say.historique('PTEC', known.codes[signals.running] as string);
  if (calendar === 'TEMPO') say.historique('DEMAIN', DEMAIN[signals.tomorrow] as string);
  addCurrents(say, facts);
  if (!three && phasesInExcess(facts).length > 0) say.historique('ADPS', line.amperes[0] as number);
  for (const n of numbersOf(facts)) say.historique(`IMAX${n}`, three ? 60 : 90);
  if (three) say.historique('PMAX', (counters.yesterday[0] as Maximum).va);
  say.historique('PAPP', nearestTen(line.drawn));
  say.historique('HHPHC', 'A');
  say.historique('MOTDETAT', '000000');
  if (three) say.historique('PPOT', '00');
}

/** The short frame of a three-phase meter in excess: ADIR of the phases concerned, address, currents (54E §6.1.2). */
export function addShortGroups(say: FrameBuilder, facts: MeterSnapshot): void {
  for (const phase of phasesInExcess(facts)) say.historique(`ADIR${phase + 1}`, facts.line.amperes[phase] as number);
  say.historique('ADCO', addressOf(facts));
  addCurrents(say, facts);
}

/** Serial number, made up; another one for three phases, as it is another meter. */
export const addressOf = ({ line }: MeterSnapshot): string =>
  line.amperes.length === 3 ? '041876000003' : '041876000001';

const numbersOf = ({ line }: MeterSnapshot): string[] => (line.amperes.length === 3 ? ['1', '2', '3'] : ['']);

function addCurrents(say: FrameBuilder, facts: MeterSnapshot): void {
  numbersOf(facts).forEach((n, i) => {
    say.historique(`IINST${n}`, facts.line.amperes[i] as number);
  });
}
