import { codeOf } from '../host/files.ts';
import type { Colour } from '../meter/tempo.ts';
import { addDays, type Day, daysBetween, isDay } from '../time/local.ts';
import type { ConfigIssue } from './issue.ts';
import { readText } from './read.ts';

/** What is known of days, by a file that has a line for each of them. */
export interface DayKindsFile<K> {
  readonly kinds: ReadonlyMap<Day, K>;
  readonly issues: readonly ConfigIssue[];
}

/** The words of a file, and what they mean. */
interface Words<K> {
  readonly kinds: Readonly<Record<string, K>>;
  /** What a date without a word means. */
  readonly alone?: K;
  /** As an issue shows them. */
  readonly expected: string;
}

const TEMPO: Words<Colour> = {
  kinds: { bleu: 'blue', blanc: 'white', rouge: 'red', blue: 'blue', white: 'white', red: 'red' },
  expected: 'YYYY-MM-DD [YYYY-MM-DD] bleu | blanc | rouge',
};
const EJP: Words<boolean> = {
  kinds: { ejp: true, non: false, no: false },
  alone: true,
  expected: 'YYYY-MM-DD [YYYY-MM-DD] [ejp | non]',
};

/** Days from one date to another at most: a longer time is a slip. */
const MAX_DAYS = 400;

/** The files of both kinds. */
export interface DayFiles {
  readonly tempo: string;
  readonly ejp: string;
}

/** What both files say of days. */
export interface GivenDays {
  readonly colours: ReadonlyMap<Day, Colour>;
  readonly ejpDays: ReadonlyMap<Day, boolean>;
  readonly issues: readonly ConfigIssue[];
}

/** What ejp-days.conf says alone. */
export const loadEjpDays = (file: string): DayKindsFile<boolean> => load(file, parseEjpDays);

export function loadDayFiles(files: DayFiles): GivenDays {
  const [tempo, ejp] = [load(files.tempo, parseTempoDays), loadEjpDays(files.ejp)];
  return { colours: tempo.kinds, ejpDays: ejp.kinds, issues: [...tempo.issues, ...ejp.issues] };
}

/** The text of tempo-days.conf: the colour of days, `DATE COLOUR` or `DATE DATE COLOUR` for all from the one to the other. */
export const parseTempoDays = (text: string, file: string): DayKindsFile<Colour> => parse(text, file, TEMPO);

/** The text of ejp-days.conf: whether days are EJP days, each by the date of its 07:00: `DATE`, `DATE non`, `DATE DATE non`. */
export const parseEjpDays = (text: string, file: string): DayKindsFile<boolean> => parse(text, file, EJP);

/** Of two lines on the same day the later one counts. */
function parse<K>(text: string, file: string, words: Words<K>): DayKindsFile<K> {
  const kinds = new Map<Day, K>();
  const issues: ConfigIssue[] = [];
  for (const [i, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (line === '') continue;
    const read = readLine(line, words);
    if (read) for (const day of daysBetween(read.from, read.to)) kinds.set(day, read.kind);
    else issues.push({ file, line: i + 1, key: '', value: line.slice(0, 60), expected: words.expected });
  }
  return { kinds, issues };
}

function readLine<K>(line: string, { kinds, alone }: Words<K>): { from: Day; to: Day; kind: K } | undefined {
  const [from = '', ...rest] = line.split(/\s+/);
  const [to = '', ...words] = /^\d/.test(rest[0] ?? '') ? rest : [from, ...rest];
  const [word, ...more] = words;
  const known = word?.toLowerCase();
  const kind = known === undefined ? alone : Object.hasOwn(kinds, known) ? kinds[known] : undefined;
  if (kind === undefined || more.length > 0 || !isDay(from) || !isDay(to)) return undefined;
  return from <= to && to <= addDays(from, MAX_DAYS) ? { from, to, kind } : undefined;
}

/** A file that is not there says nothing of any day; one that cannot be read is an issue of line 0. */
function load<K>(file: string, read: (text: string, file: string) => DayKindsFile<K>): DayKindsFile<K> {
  try {
    return read(readText(file), file);
  } catch (error) {
    const code = codeOf(error);
    const issue: ConfigIssue = { file, line: 0, key: '', value: '', expected: code };
    return { kinds: new Map(), issues: code === 'ENOENT' ? [] : [issue] };
  }
}
