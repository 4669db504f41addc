import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile, withRegularFile } from '../../host/files.ts';
import type { Day } from '../../time/local.ts';

/*
 * What the program has written into a directory of pages, and from what: a line that says what it is, with a digest of
 * the rest, then a line of JSON for each file. `.linky-monitor-pages` has the pages on days that are over,
 * `.linky-monitor-pages-open` the few others, which are looked at all the time. Without the first one a directory is not
 * ours; where either is damaged, its pages are made anew.
 *
 *   {"linky-monitor":"pages","format":1,"digest":"4c1f…"}
 *   {"file":"2026-11-24.html","asked":[["2026-11-01","2026-11-25"]],"inputs":"b01d…","content":"77ae…","size":92412,"changed":1795900000123}
 */

/** To be raised with every change of what pages show. */
export const FORMAT = 1;
const NEWLINE = '\n';

/** A page that was written. */
export interface Entry {
  readonly file: string;
  /** The days that something was asked of to make it, first and last of each stretch. */
  readonly asked: readonly (readonly [Day, Day])[];
  /** Digest of all that it was made from. */
  readonly inputs: string;
  /** Digest of what it says, but for when it was written. */
  readonly content: string;
  /** Bytes, and ms since 1970 UTC: of the file as it was written. */
  readonly size: number;
  readonly changed: number;
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The files that were written, kept in one of them. */
export class Inventory {
  readonly entries: Map<string, Entry>;
  readonly #path: string;
  #kept: string;

  constructor(directory: string, name: string) {
    this.#path = join(directory, name);
    this.#kept = readText(this.#path);
    this.entries = new Map(linesOf(this.#kept).map((entry) => [entry.file, entry]));
  }

  /** Writes it where anything has changed. @throws the system's error */
  save(): void {
    const body = [...this.entries.values()].map((entry) => JSON.stringify(entry)).join(NEWLINE);
    const text = headOf(body) + NEWLINE + body;
    if (text === this.#kept) return;
    replaceFile(this.#path, text);
    this.#kept = text;
  }
}

const headOf = (body: string): string =>
  JSON.stringify({ 'linky-monitor': 'pages', format: FORMAT, digest: digestOf(body) });

function readText(path: string): string {
  try {
    return withRegularFile(path, (fd) => readFileSync(fd, 'utf8'));
  } catch {
    // None yet, or it cannot be read: all pages are made anew.
    return '';
  }
}

function linesOf(text: string): Entry[] {
  const end = text.indexOf(NEWLINE);
  const body = text.slice(end + 1);
  if (end < 0 || text.slice(0, end) !== headOf(body) || body === '') return [];
  return body.split(NEWLINE).map((line) => JSON.parse(line) as Entry);
}
