/** How the TIC is sent (Enedis-NOI-CPT_54E §5): at 1200 baud, or at 9600 with horodates. */
export type TicMode = 'historique' | 'standard';

/** Line speed of a mode, baud; a character is 10 bits (7E1), so the line carries a tenth of it in bytes a second. */
export const BAUD: Readonly<Record<TicMode, number>> = { historique: 1200, standard: 9600 };

/** What the data field may hold: decimal digits, hexadecimal digits, or any printable text. */
type DataKind = 'digits' | 'hex' | 'text';

export interface Label {
  readonly name: string;
  readonly mode: TicMode;
  /** Exact number of characters of the data field. */
  readonly width: number;
  readonly kind: DataKind;
  /** A horodate comes between label and data (standard mode only). */
  readonly horodate: boolean;
  readonly unit: string;
}

/*
 * The labels of Enedis-NOI-CPT_54E §6.1 and §6.2.2, a line for all that have the same shape:
 * "mode kind width unit: names"; a name that ends in @ carries a horodate.
 */
const SHAPES = `
historique text 12 -: ADCO
historique text 4 -: OPTARIF PTEC DEMAIN
historique digits 2 A: ISOUSC
historique digits 9 Wh: BASE HCHC HCHP EJPHN EJPHPM BBRHCJB BBRHPJB BBRHCJW BBRHPJW BBRHCJR BBRHPJR
historique digits 2 min: PEJP
historique digits 3 A: IINST IINST1 IINST2 IINST3 ADPS ADIR1 ADIR2 ADIR3 IMAX IMAX1 IMAX2 IMAX3
historique digits 5 W: PMAX
historique digits 5 VA: PAPP
historique text 1 -: HHPHC
historique hex 6 -: MOTDETAT
historique hex 2 -: PPOT
historique digits 7 dal: GAZ AUTRE
standard text 12 -: ADSC
standard text 2 -: VTIC
standard text 0 -: DATE@
standard text 16 -: NGTF LTARF MSG2
standard digits 9 Wh: EAST EASF01 EASF02 EASF03 EASF04 EASF05 EASF06 EASF07 EASF08 EASF09 EASF10
standard digits 9 Wh: EASD01 EASD02 EASD03 EASD04 EAIT
standard digits 9 VArh: ERQ1 ERQ2 ERQ3 ERQ4
standard digits 3 A: IRMS1 IRMS2 IRMS3
standard digits 3 V: URMS1 URMS2 URMS3 UMOY1@ UMOY2@ UMOY3@
standard digits 2 kVA: PREF PCOUP
standard digits 5 VA: SINSTS SINSTS1 SINSTS2 SINSTS3 SINSTI
standard digits 5 VA: SMAXSN@ SMAXSN1@ SMAXSN2@ SMAXSN3@ SMAXSN-1@ SMAXSN1-1@ SMAXSN2-1@ SMAXSN3-1@ SMAXIN@ SMAXIN-1@
standard digits 5 W: CCASN@ CCASN-1@ CCAIN@ CCAIN-1@
standard hex 8 -: STGE
standard text 2 -: DPM1@ FPM1@ DPM2@ FPM2@ DPM3@ FPM3@
standard text 32 -: MSG1
standard text 14 -: PRM
standard digits 3 -: RELAIS
standard digits 2 -: NTARF NJOURF NJOURF+1
standard text 98 -: PJOURF+1 PPOINTE
`;

function labelsOf(line: string): Label[] {
  const [shape = '', names = ''] = line.split(': ');
  const [mode, kind, width, unit = ''] = shape.split(' ');
  return names.split(' ').map((marked) => ({
    name: marked.replace('@', ''),
    mode: mode as TicMode,
    kind: kind as DataKind,
    width: Number(width),
    horodate: marked.endsWith('@'),
    unit: unit === '-' ? '' : unit,
  }));
}

/** Every label of the specification, by name. Other labels are kept as they come (pilot meters, later versions). */
export const LABELS: ReadonlyMap<string, Label> = new Map(
  SHAPES.trim()
    .split('\n')
    .flatMap(labelsOf)
    .map((label) => [label.name, label]),
);

/** What the pilot meters of 2016 call labels of the specification; they have the same form. */
const PILOT_NAMES: ReadonlyMap<string, string> = new Map([
  ['SINST1', 'SINSTS'],
  ['SINST2', 'SINSTS2'],
  ['SINST3', 'SINSTS3'],
  ['SMAXN', 'SMAXSN'],
  ['SMAXN-1', 'SMAXSN-1'],
]);

/** The label of the specification that a meter's label is; undefined for one that it does not know. */
export const labelOf = (name: string): Label | undefined => LABELS.get(PILOT_NAMES.get(name) ?? name);

/** A name that a label of the specification has. */
export interface KnownName {
  readonly name: string;
  readonly label: Label;
  readonly bytes: Uint8Array;
}

/** A power of two; four times as many as there are names. */
const SLOTS = 512;

const slotOf = (bytes: Uint8Array, start: number, stop: number): number => {
  let hash = 0;
  for (let i = start; i < stop; i++) hash = (Math.imul(hash, 31) + ((bytes[i] as number) & 0x7f)) | 0;
  return hash & (SLOTS - 1);
};

/** Every known name in the slot of its bytes, or in the first free one behind it. */
const NAMES: (KnownName | undefined)[] = new Array<KnownName | undefined>(SLOTS).fill(undefined);
for (const name of [...LABELS.keys(), ...PILOT_NAMES.keys()]) {
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
  let slot = slotOf(bytes, 0, bytes.length);
  while (NAMES[slot]) slot = (slot + 1) % SLOTS;
  NAMES[slot] = { name, label: labelOf(name) as Label, bytes };
}

/** The known name that these bytes are, with parity bits or without; no string is made of them. */
export function nameAt(bytes: Uint8Array, start: number, stop: number): KnownName | undefined {
  let slot = slotOf(bytes, start, stop);
  let known = NAMES[slot];
  while (known && !isAt(known.bytes, bytes, start, stop)) {
    slot = (slot + 1) % SLOTS;
    known = NAMES[slot];
  }
  return known;
}

function isAt(name: Uint8Array, bytes: Uint8Array, start: number, stop: number): boolean {
  if (name.length !== stop - start) return false;
  for (let i = 0; i < name.length; i++) if (((bytes[start + i] as number) & 0x7f) !== name[i]) return false;
  return true;
}
