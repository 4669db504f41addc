import { DEMAIN } from '../meter/tempo.ts';
import { CALENDARS } from './calendar.ts';
import type { Maximum } from './counters.ts';
import type { FrameBuilder } from './frame-builder.ts';
import {
  contractOf,
  historiqueIndexes,
  type MeterSnapshot,
  nearestTen,
  phasesInExcess,
  setCurrent,
} from './snapshot.ts';

/** The groups of a long frame, in the order of 54E §6.1. */
export function addHistoriqueGroups(frame: FrameBuilder, snapshot: MeterSnapshot): void {
  const { calendar, signals, measures, counters, threePhase } = snapshot;
  const { historique, codes } = contractOf(snapshot);
  frame.add('ADCO', serialOf(snapshot));
  frame.add('OPTARIF', CALENDARS[calendar].optarif);
  frame.add('ISOUSC', setCurrent(snapshot));
  frame.addEach('', historique, historiqueIndexes(snapshot));
  if (signals.pejp) frame.add('PEJP', 30);
  frame.add('PTEC', codes[signals.running] as string);
  if (calendar === 'TEMPO') frame.add('DEMAIN', DEMAIN[signals.tomorrow] as string);
  addCurrents(frame, snapshot);
  if (!threePhase && phasesInExcess(snapshot).length > 0) frame.add('ADPS', measures.amperes[0] as number);
  frame.addEach('IMAX', phaseSuffixes(snapshot), threePhase ? [60, 60, 60] : [90]);
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
export const serialOf = ({ threePhase }: MeterSnapshot): string => (threePhase ? '041876000003' : '041876000001');

const phaseSuffixes = ({ threePhase }: MeterSnapshot): string[] => (threePhase ? ['1', '2', '3'] : ['']);

const addCurrents = (frame: FrameBuilder, snapshot: MeterSnapshot): void =>
  frame.addEach('IINST', phaseSuffixes(snapshot), snapshot.measures.amperes);
