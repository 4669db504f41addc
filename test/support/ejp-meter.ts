import { Meter } from '../../src/meter/meter.ts';
import type { EjpState, Reading } from '../../src/meter/reading.ts';
import { encodeFrame } from '../../src/tic/encoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import { clockOf, dayOf, instantOf } from '../../src/time/local.ts';

/** PPOINTE of an announced EJP day. */
const PROFILE = `00004002 01008001 07004002${' NONUTILE'.repeat(8)}`;

/** What a standard frame of an EJP meter says of the peak. */
export interface StandardSigns {
  /** The peak runs: by STGE 30-31, NTARF and LTARF. */
  readonly runs?: boolean;
  /** STGE 28-29 are set. */
  readonly bits?: boolean;
  readonly ppointe?: boolean;
  /** DPM1…FPM3, each with its horodate. */
  readonly dates?: Readonly<Record<string, string>>;
  /** Horodate of DATE; without one the frame has no DATE. */
  readonly date?: string;
  /** Groups in place of those of the usual frame; undefined leaves one out. */
  readonly others?: Readonly<Record<string, string | undefined>>;
}

export function standardFrame({
  runs = false,
  bits = false,
  ppointe = false,
  dates = {},
  date,
  others = {},
}: StandardSigns): Uint8Array {
  const register = 0x003a0001 + (runs ? 0x40000400 : 0) + (bits ? 0x10000000 : 0);
  const fields = {
    ...{ ADSC: '041876000001', NGTF: '      EJP', LTARF: runs ? '  HEURE POINTE' : ' HEURE NORMALE' },
    ...{
      EASF01: '000688322',
      EASF02: '000080072',
      EASF03: '0',
      IRMS1: '013',
      URMS1: '236',
      PREF: '09',
      SINSTS: '03012',
    },
    ...{ STGE: register.toString(16).toUpperCase().padStart(8, '0'), NTARF: runs ? '02' : '01', ...others },
  };
  const horodates = Object.entries({ ...(date === undefined ? {} : { DATE: date }), ...dates });
  return encodeFrame([
    ...Object.entries(fields).flatMap(([label, data]) =>
      data === undefined ? [] : [{ mode: 'standard' as const, label, data }],
    ),
    ...horodates.map(([label, horodate]) => ({
      mode: 'standard' as const,
      label,
      horodate,
      data: label === 'DATE' ? '' : '00',
    })),
    ...(ppointe ? [{ mode: 'standard' as const, label: 'PPOINTE', data: PROFILE }] : []),
  ]);
}

/** A historique frame. @param pejp minutes of PEJP */
export function historiqueFrame(pejp?: string, runs = false): Uint8Array {
  const fields = {
    ...{ ADCO: '041876000001', OPTARIF: 'EJP.', ISOUSC: '45', EJPHN: '000688322', EJPHPM: '000080072' },
    ...(pejp === undefined ? {} : { PEJP: pejp }),
    ...{ PTEC: runs ? 'PM..' : 'HN..', IINST: '013', PAPP: '03010' },
  };
  return encodeFrame(Object.entries(fields).map(([label, data]) => ({ mode: 'historique', label, data })));
}

/** A daemon behind the meter. */
export class EjpReceiver {
  meter = new Meter();
  #reading: Reading | undefined;

  /** Takes a frame so many times, a second apart. @param local legal time of the first @returns the state then */
  take(bytes: Uint8Array, local: string, times = 3): string {
    let at = instantOf(local);
    const reader = new FrameReader((frame: Frame) => {
      this.#reading = this.meter.take(frame, at) ?? this.#reading;
    });
    for (let i = 0; i < times; i++, at += 1000) reader.push(bytes);
    return this.state;
  }

  /** `active until 12-02T01:00:00 notice 12-02T07:00:00–12-03T01:00:00`, as far as it is so; else `none`. */
  get state(): string {
    return describe(this.#reading?.ejp);
  }
}

function describe(ejp: EjpState | undefined): string {
  if (!ejp) return 'unknown';
  const shown = (at: number | undefined): string => (at === undefined ? '?' : `${dayOf(at).slice(5)}T${clockOf(at)}`);
  const { active, notice, until } = ejp;
  const end = notice?.kind === 'at' ? `–${shown(notice.to)}` : '';
  const parts = [
    ...(active ? [`active until ${shown(until)}`] : []),
    ...(notice ? [`notice ${shown(notice.from)}${end}`] : []),
  ];
  return parts.join(' ') || 'none';
}
