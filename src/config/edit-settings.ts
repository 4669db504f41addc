import type { ConfigIssue } from './issue.ts';
import { parseSettings, type Settings } from './settings.ts';

/** A value as a line has it. One with a quote and a space in it cannot be written: the parser refuses its line. */
const written = (value: string): string => (/[\s#]/.test(value) || value === '' ? `"${value}"` : value);

/** Whether the file's own parser takes a value for a key; the values that the key takes where it does not. */
export function checkSetting(name: keyof Settings, value: string): { readonly expected: string } | undefined {
  const issueOf = (text: string): ConfigIssue | undefined => parseSettings(`${name} ${text}`, '').issues[0];
  const issue = issueOf(written(value));
  // Of a line that is none the parser does not say what its key takes.
  return issue && { expected: ((issue.key === name ? issue : issueOf('""')) ?? issue).expected };
}

/**
 * The text of LinkyAcq.conf with another value of a key, which the parser takes. Every other line stays, and what the
 * changed one has besides the value: the key's last line is changed, since that counts; without one the value gets a line
 * of its own, below the commented default.
 */
export function withSetting(text: string, name: keyof Settings, value: string): string {
  const lines = text.split(/(?<=\n)/);
  const line = `${name} ${written(value)}`;
  const lastWhere = (is: (line: string) => boolean): number => lines.map(is).lastIndexOf(true);
  const active = lastWhere((each) => new RegExp(`^\\s*${name}(\\s|$)`).test(each));
  if (active >= 0) {
    const changed = lines.map((each, i) => (i === active ? withValue(each, name, value) : each)).join('');
    // A line that was no line (too long, a quote that is not closed) may not become one.
    if (isSame(changed, line, name)) return changed;
    return withLineAfter(text, lines.length - 1, line);
  }
  return withLineAfter(
    text,
    lastWhere((each) => isDefaultOf(each, name)),
    line,
  );
}

/** A text with one more line, below one of its lines (from 0), or at its end. */
function withLineAfter(text: string, at: number, line: string): string {
  const lines = text.split(/(?<=\n)/);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const end = at < 0 ? lines.length : at + 1;
  return `${closed(lines.slice(0, end).join(''), eol)}${line}${eol}${lines.slice(end).join('')}`;
}

/**
 * The text of LinkyAcq.conf with what another such file sets: each of its lines that counts stands, as it is, below the
 * commented default of its key. What is no line of a conf comes last, for the doctor to name; comments stay behind.
 */
export function withSettingsOf(text: string, other: string): string {
  const { settings } = parseSettings(text, '');
  const counting = new Map<string, string>();
  const refused: string[] = [];
  for (const line of other.replace(/^\ufeff/, '').split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const read = parseSettings(line, '');
    const [name = ''] = /\S+/.exec(line) ?? [];
    if (read.issues.length > 0) refused.push(line);
    else if (!isEqual(read.settings[name as keyof Settings], settings[name as keyof Settings]))
      counting.set(name, line);
    else counting.delete(name);
  }
  let merged = text;
  for (const [name, line] of counting) {
    const at = merged
      .split(/(?<=\n)/)
      .map((each) => isDefaultOf(each, name))
      .lastIndexOf(true);
    merged = withLineAfter(merged, at, line);
  }
  return refused.reduce((all, line) => withLineAfter(all, -1, line), merged);
}

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A line with another value; indent, gap and comment stay. */
function withValue(line: string, name: string, value: string): string {
  const [, head = name, gap = '', rest = ''] = new RegExp(`^(\\s*${name})([^\\S\\r\\n]*)(.*)`).exec(line) ?? [];
  const [, tail = ''] = /^(?:"[^"]*"|[^\s#"][^#]*?|)(\s*(?:#.*)?)$/.exec(rest) ?? [];
  return `${head}${gap || ' '}${written(value)}${tail}${/\r?\n$/.exec(line)?.[0] ?? ''}`;
}

/** Whether both texts give a key the same value. */
function isSame(one: string, other: string, name: keyof Settings): boolean {
  return isEqual(parseSettings(one, '').settings[name], parseSettings(other, '').settings[name]);
}

/** Whether a comment is the key with a value, as the shipped file shows defaults, and no sentence that begins with it. */
function isDefaultOf(line: string, name: string): boolean {
  const [, inside] = new RegExp(`^\\s*#\\s*(${name}\\s.*)`).exec(line) ?? [];
  return inside !== undefined && parseSettings(inside, '').issues.length === 0;
}

/** A text whose last line is ended. */
const closed = (text: string, eol: string): string => (text === '' || text.endsWith('\n') ? text : text + eol);
