import { encodeFrame, withParity } from '../../src/tic/encoder.ts';

/** A frame of a meter in historique with the EJP contract, without parity bits. @param hn its HN index, Wh */
export function ejpFrame(hn: number, papp = 500, more: readonly (readonly [string, string])[] = []): Uint8Array {
  const groups = [
    ['ADCO', '041876000001'],
    ['OPTARIF', 'EJP.'],
    ['ISOUSC', '45'],
    ['EJPHN', String(hn).padStart(9, '0')],
    ['EJPHPM', '000080072'],
    ...more,
    ['PTEC', 'HN..'],
    ['IINST', '002'],
    ['IMAX', '090'],
    ['PAPP', String(papp).padStart(5, '0')],
    ['HHPHC', 'A'],
    ['MOTDETAT', '000000'],
  ] as const;
  return encodeFrame(groups.map(([label, data]) => ({ mode: 'historique', label, data })));
}

/** A frame of the same meter at a power (VA), with the parity bits of a serial line. */
export const serialFrame = (papp: number): Uint8Array => withParity(ejpFrame(688_322, papp));

/** The HN index of a DATA line, Wh; undefined for any other line. */
export function hnOf(line: string): number | undefined {
  const text = / DATA .*IndexHN=(\d{9}), .*PuissConsommee=\d{5}, IConsommee=\d{3}$/.exec(line)?.[1];
  return text === undefined ? undefined : Number(text);
}
