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

/** The groups of a long frame, in the order of 54E §6.1. */
export function addHistoriqueGroups(frame: FrameBuilder, snapshot: MeterSnapshot): void {
  const { calendar, signals, measures, counters } = snapshot;
  const known = knownContract(calendar);
  const threePhase = measures.amperes.length === 3;
  frame.add('ADCO', serialOf(snapshot));
  frame.add('OPTARIF', CALENDARS[calendar].optarif);
  frame.add('ISOUSC', setCurrent(snapshot));
  known.historique.forEach((label, i) => {
    frame.add(label, historiqueIndex(snapshot, i));
  });
  if (signals.pejp) frame.add('PEJP', 30);
  frame.add('PTEC', known.codes[signals.running] as string);
  if (calendar === 'TEMPO') frame.add('DEMAIN', DEMAIN[signals.tomorrow] as string);
  addCurrents(frame, snapshot);
  if (!threePhase && phasesInExcess(snapshot).length > 0) frame.add('ADPS', measures.amperes[0] as number);
  for (const n of phaseSuffixes(snapshot)) frame.add(`IMAX${n}`, threePhase ? 60 : 90);
  if (threePhase) frame.add('PMAX', (counters.yesterday[0] as Maximum).va);
  frame.add('PAPP', nearestTen(measures.drawn));
  frame.add('HHPHC', 'A');
  frame.add('MOTDETAT', '000000');
  if (threePhase) frame.add('PPOT', '00');
}

/** The short frame of a three-phase meter in excess: ADIR of the phases in excess, serial number, currents (54E §6.1.2). */
export function addShortGroups(frame: FrameBuilder, snapshot: MeterSnapshot): void {
  for (const phase of phasesInExcess(snapshot))
    frame.add(`ADIR${phase + 1}`, snapshot.measures.amperes[phase] as number);
  frame.add('ADCO', serialOf(snapshot));
  addCurrents(frame, snapshot);
}

/** An invented serial number; three phases have another one, as another meter. */
export const serialOf = ({ measures }: MeterSnapshot): string =>
  measures.amperes.length === 3 ? '041876000003' : '041876000001';

const phaseSuffixes = ({ measures }: MeterSnapshot): string[] =>
  measures.amperes.length === 3 ? ['1', '2', '3'] : [''];

function addCurrents(frame: FrameBuilder, snapshot: MeterSnapshot): void {
  phaseSuffixes(snapshot).forEach((n, i) => {
    frame.add(`IINST${n}`, snapshot.measures.amperes[i] as number);
  });
}
