import { codeOf } from '../host/files.ts';
import { nearest } from '../text/nearest.ts';
import { type ClockRange, parseClockRange } from '../time/clock-range.ts';
import type { ConfigIssue } from './issue.ts';
import { flag, integer, type Key, key, number, oneOf, optional, words } from './key.ts';
import { MQTT_KEYS } from './mqtt-keys.ts';
import { findUntrustedPath } from './permissions.ts';
import { readText } from './read.ts';
import { splitCommand } from './shell-words.ts';

/** A command as its words: it is run without a shell. */
const command = optional<readonly string[]>('"COMMAND \'ARGUMENT\' …"', splitCommand);

/** Every key of conf/LinkyAcq.conf; durations in seconds. */
const KEYS = {
  INPUT_DEV: key('/dev/ttyAMA0', '/dev/… | tcp://HOST:PORT | replay:FILE | sim:SCENARIO', (text) =>
    /^(\/|tcp:\/\/|replay:|sim:)./.test(text) ? text : undefined,
  ),
  // The port is read every 0.8 s: less than a second would take the time between two reads for silence.
  READ_TIMEOUT: number(5, 1, 3600),
  WAIT_BETWEEN_READ_FAILURE: number(10, 0.1, 86_400),
  WAIT_BETWEEN_FRAMES: number(10, 0, 86_400),
  MAX_TIME: number(99_999_999, 1, 99_999_999),
  CLOCK_WAIT: number(600, 0, 86_400),
  LINKY_MODE: oneOf('H', 'S', 'A'),
  NB_PAPP: integer(8, 1, 3600),
  OLED_DISPLAY_TYPE: oneOf('SSD1306_128_X_32_I2C', 'SSD1306_128_X_64_I2C'),
  OLED_ADDRESS: key(0x3c, '0x03…0x77', i2cAddress),
  OLED_FLIPPED: flag(false),
  OLED_NIGHT: key<ClockRange>({ from: 22 * 60, to: 7 * 60 }, '22-7 | 22:30-6:45 | 0-0', parseClockRange),
  OLED_NIGHT_OFF: flag(false),
  LED_INIT_CMD: command,
  LED_ON_CMD: command,
  LED_OFF_CMD: command,
  LED_GPIO: integer(25, 0, 53),
  HC_HOURS: key<readonly ClockRange[]>(
    [{ from: 22 * 60 + 30, to: 6 * 60 + 30 }],
    '22:30-6:30 | 2:00-7:00,14:00-17:00',
    offPeakHours,
  ),
  EJP_NOTICE_CMD: command,
  EJP_ON_CMD: command,
  EJP_OFF_CMD: command,
  OVERLOAD_ON_CMD: command,
  OVERLOAD_OFF_CMD: command,
  // The meter comes in by 15, whose neighbour is the same UART's.
  RELAY_GPIO: optional('0…53, ≠ 14, 15, LED_GPIO', (text) =>
    /^\d{1,2}$/.test(text) && Number(text) <= 53 && !['14', '15'].includes(text) ? Number(text) : undefined,
  ),
  RELAY_OFF_WHEN: words(['peak'], 'peak', 'notice', 'overload'),
  RELAY_ACTIVE_LOW: flag(false),
  METRICS_FILE: optional('/….prom', (text) => (/^\/.*[^/]\.prom$/.test(text) ? text : undefined)),
  PRODUCTION: optional('FILE | DIRECTORY', (text) => text || undefined),
  TIMEZONE: key('Europe/Paris', 'Europe/Paris, UTC, …', zoneNamed),
  FEED_SOCKET: optional('/… (≤ 107 bytes)', (text) =>
    text.startsWith('/') && Buffer.byteLength(text) <= 107 ? text : undefined,
  ),
  LANGUAGE: { ...oneOf('fr', 'en'), fallback: undefined } as Key<'fr' | 'en' | undefined>,
  ...MQTT_KEYS,
};

/** conf/LinkyAcq.conf as typed values; durations in seconds. */
export type Settings = { readonly [Name in keyof typeof KEYS]: (typeof KEYS)[Name]['fallback'] };

/** The mode that a value of LINKY_MODE names. */
export const MODE_OF_LETTER = { H: 'historique', S: 'standard', A: 'auto' } as const;

export const DEFAULTS = Object.fromEntries(
  Object.entries(KEYS).map(([name, { fallback }]) => [name, fallback]),
) as unknown as Settings;

export const KNOWN_KEYS: readonly string[] = Object.keys(KEYS);

function i2cAddress(text: string): number | undefined {
  const address = /^(0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
  return address >= 0x03 && address <= 0x77 ? address : undefined;
}

/** Off-peak hours that a contract may have in a day: more are a slip. */
const MAX_RANGES = 8;

function offPeakHours(text: string): readonly ClockRange[] | undefined {
  const ranges = text.split(/\s*,\s*/).map(parseClockRange);
  const isWhole = (list: typeof ranges): list is ClockRange[] =>
    list.every((range) => range !== undefined && range.from !== range.to);
  return ranges.length <= MAX_RANGES && isWhole(ranges) ? ranges : undefined;
}

/** A time zone in the spelling of the system, which takes every other one (`europe/paris`) for UTC, and says nothing. */
function zoneNamed(text: string): string | undefined {
  // Asking the formatter loads all zones, 7 MB: not needed for the zone that nearly everybody has.
  if (text === 'Europe/Paris' || text === 'UTC') return text;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    // Newer engines know `+02:00`, which is no name: as TZ it would mean nothing.
    return /^[A-Z]/i.test(timeZone) ? timeZone : undefined;
  } catch {
    return undefined;
  }
}

/** Longer lines, in characters, are refused: the time that LINE takes grows with the square of a line's length. */
const MAX_LINE_LENGTH = 500;
const LINE = /^\s*(\S+)(?:\s+("([^"]*)"|[^\s#"][^#]*?|))?\s*(?:#.*)?$/;

/**
 * Reads the text of LinkyAcq.conf: `KEY VALUE`, `#` comments, values with spaces in double quotes.
 * @param before settings in force: a key keeps its value where the text gives a wrong one
 */
export function parseSettings(text: string, file: string, before: Settings = DEFAULTS): SettingsFile {
  const settings: Record<string, unknown> = { ...DEFAULTS };
  const issues: ConfigIssue[] = [];
  let relayLine = 0;
  text.split(/\r?\n/).forEach((raw, i) => {
    if (/^\s*(#|$)/.test(raw)) return;
    const [, name = '', bare = '', quoted] = (raw.length <= MAX_LINE_LENGTH && LINE.exec(raw)) || [];
    const value = quoted ?? bare;
    const known = Object.hasOwn(KEYS, name) ? KEYS[name as keyof Settings] : undefined;
    const result = known?.read(value);
    if (result !== undefined) {
      settings[name] = result;
      if (name === 'RELAY_GPIO') relayLine = i + 1;
      return;
    }
    const shown = (name === '' ? raw : value).slice(0, 60);
    const issue = { file, line: i + 1, key: name.slice(0, 60), value: shown, expected: known?.expected ?? 'KEY VALUE' };
    issues.push(known || name === '' ? issue : { ...issue, near: nearest(name, KNOWN_KEYS) });
    if (known) settings[name] = before[name as keyof Settings];
  });
  return withoutSharedPin({ settings: settings as unknown as Settings, issues }, file, relayLine);
}

/** Two that drive one pin would take it from each other: the LED keeps it. */
function withoutSharedPin({ settings, issues }: SettingsFile, file: string, line: number): SettingsFile {
  const { RELAY_GPIO, LED_GPIO, LED_ON_CMD, LED_OFF_CMD } = settings;
  if (RELAY_GPIO !== LED_GPIO || (LED_ON_CMD && LED_OFF_CMD)) return { settings, issues };
  const issue = { file, line, key: 'RELAY_GPIO', value: String(RELAY_GPIO), expected: `≠ LED_GPIO ${LED_GPIO}` };
  return { settings: { ...settings, RELAY_GPIO: undefined }, issues: [...issues, issue] };
}

/** Keys of commands that are run when something happens to the house. */
export const EVENT_COMMANDS = [
  'EJP_NOTICE_CMD',
  'EJP_ON_CMD',
  'EJP_OFF_CMD',
  'OVERLOAD_ON_CMD',
  'OVERLOAD_OFF_CMD',
] as const;
const COMMANDS = ['LED_INIT_CMD', 'LED_ON_CMD', 'LED_OFF_CMD', ...EVENT_COMMANDS] as const;

/** Root runs no command that another user could have written: they are left out, with an issue that says how to mend that. */
function withoutUnsafeCommands(read: SettingsFile, file: string): SettingsFile {
  const given = COMMANDS.filter((key) => read.settings[key] !== undefined);
  const untrusted = given.length > 0 && findUntrustedPath(file);
  if (!untrusted) return read;
  const settings = { ...read.settings, ...Object.fromEntries(given.map((key) => [key, undefined])) };
  const issue = { line: 0, key: given.join(' '), file, value: untrusted.path, expected: untrusted.cure };
  return { settings, issues: [...read.issues, issue] };
}

export interface SettingsFile {
  readonly settings: Settings;
  readonly issues: readonly ConfigIssue[];
}

/**
 * Reads LinkyAcq.conf. A file that is not there, or cannot be read, keeps the values in force.
 * @param needed the user has named the file: its absence is an issue too
 */
export function loadSettings(file: string, before: Settings = DEFAULTS, needed = false): SettingsFile {
  try {
    const read = parseSettings(readText(file), file, before);
    return process.getuid?.() === 0 ? withoutUnsafeCommands(read, file) : read;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' && !needed) return { settings: before, issues: [] };
    return { settings: before, issues: [{ file, line: 0, key: '', value: '', expected: code }] };
  }
}
