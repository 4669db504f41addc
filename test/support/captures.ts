import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TicDecoder } from '../../src/tic/decoder.ts';
import type { Boundary, Group, Rejection } from '../../src/tic/group.ts';
import { root } from './paths.ts';

/** A file of the shared folder beside the checkout, or undefined where that folder is not there. */
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

/** The stream in pieces of `size` bytes. */
export function cutEvery(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  return pieces;
}

export interface Heard {
  readonly groups: Group[];
  readonly boundaries: Boundary[];
  readonly rejected: Rejection[];
}

/** All that the decoder tells of a stream given in these pieces. */
export function hear(...pieces: readonly Uint8Array[]): Heard {
  const heard: Heard = { groups: [], boundaries: [], rejected: [] };
  const decoder = new TicDecoder({
    group: (group) => heard.groups.push(group),
    boundary: (boundary) => heard.boundaries.push(boundary),
    reject: (why) => heard.rejected.push(why),
  });
  for (const piece of pieces) decoder.push(piece);
  decoder.end();
  return heard;
}

/** What stands between two control characters and has a separator, by the rule below. */
export interface Segment {
  /** Label, horodate if any, data, with their separators; without checksum. */
  readonly content: string;
  readonly mode: 'historique' | 'standard';
  readonly sumHolds: boolean;
}

/**
 * The rule of the wire, written a second time and apart from src/tic: mask 0x7F, split on the control characters but HT,
 * keep what has a separator; the last character is (sum & 0x3F) + 0x20 of what stands before it, in historique without
 * the last separator (54E §5.3.6).
 */
export function segmentsOf(bytes: Uint8Array): Segment[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte & 0x7f)).join('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the line is split on
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
