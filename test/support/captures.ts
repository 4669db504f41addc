import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TicDecoder } from '../../src/tic/decoder.ts';
import { type Frame, FrameReader } from '../../src/tic/frame.ts';
import type { Boundary, Group, Rejection } from '../../src/tic/group.ts';
import { root } from './paths.ts';

/** A file of the `shared` folder beside the checkout; undefined where it does not exist. */
export function shared(name: string): string | undefined {
  const path = join(root, '..', 'shared', name);
  return existsSync(path) ? path : undefined;
}

/** The characters as bytes; they must be below 256. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A stream in pieces of `size` bytes. */
export function cutEvery(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

export interface Decoded {
  readonly groups: Group[];
  readonly boundaries: Boundary[];
  readonly rejected: Rejection[];
}

/** All that the decoder reads in a stream given in these pieces. */
export function decode(...pieces: readonly Uint8Array[]): Decoded {
  const decoded: Decoded = { groups: [], boundaries: [], rejected: [] };
  const decoder = new TicDecoder({
    group: (group) => decoded.groups.push(group),
    boundary: (boundary) => decoded.boundaries.push(boundary),
    reject: (why) => decoded.rejected.push(why),
  });
  for (const piece of pieces) decoder.push(piece);
  decoder.end();
  return decoded;
}

/** The frames of a stream, read piece by piece. */
export function readFrames(...pieces: readonly Uint8Array[]): Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader((frame) => frames.push(frame));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return frames;
}

/** The characters between two control characters, where a separator is among them. */
export interface Segment {
  /** Label, horodate if any, and data, with the separators between them; without the checksum. */
  readonly content: string;
  readonly mode: 'historique' | 'standard';
  readonly sumHolds: boolean;
}

/**
 * A second decoder, independent of src/tic: masks 0x7F, splits at the control characters except HT, keeps what has a
 * separator. The last character is (sum & 0x3F) + 0x20 of the characters before it, in historique without the last
 * separator (54E §5.3.6).
 */
export function segmentsOf(bytes: Uint8Array): Segment[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte & 0x7f)).join('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the line is split at control characters
  const pieces = text.split(/[\x00-\x08\x0a-\x1f\x7f]/).filter((piece) => /[\t ]/.test(piece));
  return pieces.map((piece) => {
    const mode = piece.includes('\t') ? 'standard' : 'historique';
    const zone = piece.slice(0, mode === 'standard' ? -1 : -2);
    let sum = 0;
    for (const character of zone) sum += character.charCodeAt(0);
    const separated = piece.at(-2) === (mode === 'standard' ? '\t' : ' ');
    const sumHolds = separated && String.fromCharCode((sum & 0x3f) + 0x20) === piece.at(-1);
    return { content: piece.slice(0, -2), mode, sumHolds };
  });
}
