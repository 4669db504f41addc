import type { FeedMessage } from './messages.ts';

/*
 * What comes from a socket is believed only in the form of design 4: a field of another kind would break whoever
 * shows it. Fields that are not known here pass, whatever they are.
 */

/** Messages have lists in objects in objects; what nests deeper is not one, and costs seconds to be read. */
const DEEPEST = 8;
/** Longest text of a message: a line of the log or a path. */
const LONGEST_TEXT = 4096;
/** Entries of a list or an object: a history has 4096 rows. */
const MOST_ENTRIES = 10_000;

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

const isText: Check = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isInstant: Check = (value) => isText(value) && !Number.isNaN(Date.parse(value as string));
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const orAbsent =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const has =
  (fields: Fields): Check =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= MOST_ENTRIES && value.every(check);
const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && listOf(check)(Object.values(value));

const isNotice: Check = (value) =>
  has({ startsInMinutes: isNumber })(value) || has({ from: isInstant, to: orAbsent(isInstant) })(value);
const isColour = orNull(oneOf('blue', 'white', 'red'));

const FORMS: Readonly<Record<FeedMessage['type'], Check>> = {
  hello: has({
    protocol: isNumber,
    version: isText,
    pid: isNumber,
    started: isInstant,
    mode: orNull(isText),
    contract: orNull(isText),
    logs: isText,
  }),
  history: has({ fields: listOf(isText), samples: listOf(listOf(orNull(isNumber))) }),
  sample: has({
    at: isInstant,
    contract: isText,
    period: isText,
    papp: orAbsent(isNumber),
    iinst: orAbsent(isNumber),
    phases: orAbsent(listOf(isNumber)),
    pinj: orAbsent(isNumber),
    pinjEstimated: isFlag,
    indexes: mapOf(isNumber),
    injectionIndex: orAbsent(isNumber),
    ejp: has({
      active: isFlag,
      notice: orNull(isNotice),
      since: orAbsent(isInstant),
      until: orAbsent(isInstant),
    }),
    tempo: orAbsent(has({ today: isColour, tomorrow: isColour })),
    overload: orNull(isNumber),
    facts: orAbsent(has({ breaker: isNumber, coverOpen: isFlag, overvoltage: isFlag, clockDegraded: isFlag })),
    subscribed: orAbsent(isNumber),
    meter: orAbsent(isText),
  }),
  record: has({ line: isText }),
  status: has({
    state: oneOf('detecting', 'receiving', 'silent', 'reconnecting', 'stopped'),
    since: isInstant,
    input: isText,
    mode: orNull(isText),
    frames: isNumber,
    rejected: has({ checksum: isNumber, parity: isNumber, format: isNumber, implausible: isNumber }),
    clients: isNumber,
    faults: orAbsent(listOf(has({ part: isText, since: isInstant, detail: isText }))),
  }),
};

/** Reads one line of the feed; undefined when it is no message that this version knows. Never throws. */
export function parseMessage(line: string): FeedMessage | undefined {
  if (nestsDeeper(line, DEEPEST)) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    if (!isObject(value) || typeof value['type'] !== 'string' || !Object.hasOwn(FORMS, value['type'])) return undefined;
    return FORMS[value['type'] as FeedMessage['type']](value) ? (value as unknown as FeedMessage) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text of JSON opens more than `most` lists and objects in one another. */
function nestsDeeper(json: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length && depth <= most; at++) {
    const sign = json[at];
    if (quoted && sign === '\\') at++;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
  }
  return depth > most;
}
