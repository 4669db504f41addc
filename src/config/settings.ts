import type { ConfigIssue } from './issue.ts';
import { findUntrustedPath } from './permissions.ts';
import { readText } from './read.ts';
import { splitCommand } from './shell-words.ts';

/** conf/LinkyAcq.conf as typed values; durations in seconds. */
export interface Settings {
  readonly INPUT_DEV: string;
  readonly READ_TIMEOUT: number;
  readonly WAIT_BETWEEN_READ_FAILURE: number;
  readonly WAIT_BETWEEN_FRAMES: number;
  readonly MAX_TIME: number;
  readonly CLOCK_WAIT: number;
  readonly LINKY_MODE: 'H' | 'S' | 'A';
  readonly NB_PAPP: number;
  readonly OLED_DISPLAY_TYPE: 'SSD1306_128_X_32_I2C' | 'SSD1306_128_X_64_I2C';
  readonly OLED_ADDRESS: number;
  readonly OLED_FLIPPED: boolean;
  readonly OLED_NIGHT: NightHours;
  readonly OLED_NIGHT_OFF: boolean;
  /** Commands as their words: they are run without a shell. */
  readonly LED_INIT_CMD: readonly string[] | undefined;
  readonly LED_ON_CMD: readonly string[] | undefined;
  readonly LED_OFF_CMD: readonly string[] | undefined;
  readonly LED_GPIO: number;
  readonly TIMEZONE: string;
  readonly FEED_SOCKET: string | undefined;
  readonly LANGUAGE: 'fr' | 'en' | undefined;
}

/** Minutes of the local day; never when they are equal. */
export interface NightHours {
  readonly from: number;
  readonly to: number;
}

export const DEFAULTS: Settings = {
  INPUT_DEV: '/dev/ttyAMA0',
  READ_TIMEOUT: 5,
  WAIT_BETWEEN_READ_FAILURE: 10,
  WAIT_BETWEEN_FRAMES: 10,
  MAX_TIME: 99_999_999,
  CLOCK_WAIT: 600,
  LINKY_MODE: 'H',
  NB_PAPP: 8,
  OLED_DISPLAY_TYPE: 'SSD1306_128_X_32_I2C',
  OLED_ADDRESS: 0x3c,
  OLED_FLIPPED: false,
  OLED_NIGHT: { from: 22 * 60, to: 7 * 60 },
  OLED_NIGHT_OFF: false,
  LED_INIT_CMD: undefined,
  LED_ON_CMD: undefined,
  LED_OFF_CMD: undefined,
  LED_GPIO: 25,
  TIMEZONE: 'Europe/Paris',
  FEED_SOCKET: undefined,
  LANGUAGE: undefined,
};

/** How a key's text is read, and what it may be; `read` gives undefined for a value out of that. */
interface Rule<T> {
  readonly expected: string;
  read(text: string): T | undefined;
}

const number = (least: number, most: number, form = /^\d+(\.\d+)?$/): Rule<number> => ({
  expected: `${least}…${most}`,
  read: (text) => (form.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
});
const whole = (least: number, most: number): Rule<number> => number(least, most, /^\d+$/);
const oneOf = <T extends string>(...words: readonly T[]): Rule<T> => ({
  expected: words.join(' | '),
  read: (text) => words.find((word) => word === text),
});
const yesNo: Rule<boolean> = {
  expected: '0 | 1',
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
};
const command: Rule<readonly string[]> = { expected: '"COMMAND \'ARGUMENT\' …"', read: splitCommand };

const RULES: { readonly [Key in keyof Settings]: Rule<Settings[Key]> } = {
  INPUT_DEV: {
    expected: '/dev/… | tcp://HOST:PORT | replay:FILE | sim:SCENARIO',
    read: (text) => (/^(\/|tcp:\/\/|replay:|sim:)./.test(text) ? text : undefined),
  },
  // The port is read every 0.8 s: less than a second would take that for silence.
  READ_TIMEOUT: number(1, 3600),
  WAIT_BETWEEN_READ_FAILURE: number(0.1, 86_400),
  WAIT_BETWEEN_FRAMES: number(0, 86_400),
  MAX_TIME: number(1, 99_999_999),
  CLOCK_WAIT: number(0, 86_400),
  LINKY_MODE: oneOf('H', 'S', 'A'),
  NB_PAPP: whole(1, 3600),
  OLED_DISPLAY_TYPE: oneOf('SSD1306_128_X_32_I2C', 'SSD1306_128_X_64_I2C'),
  OLED_ADDRESS: {
    expected: '0x03…0x77',
    read: (text) => {
      const address = /^(0x[\da-f]+|\d+)$/i.test(text) ? Number(text) : Number.NaN;
      return address >= 0x03 && address <= 0x77 ? address : undefined;
    },
  },
  OLED_FLIPPED: yesNo,
  OLED_NIGHT: { expected: '22-7 | 22:30-6:45 | 0-0', read: nightHours },
  OLED_NIGHT_OFF: yesNo,
  LED_INIT_CMD: command,
  LED_ON_CMD: command,
  LED_OFF_CMD: command,
  LED_GPIO: whole(0, 53),
  TIMEZONE: { expected: 'Europe/Paris, UTC, …', read: (text) => (isZone(text) ? text : undefined) },
  FEED_SOCKET: {
    expected: '/… (≤ 107 octets/bytes)',
    read: (text) => (text.startsWith('/') && Buffer.byteLength(text) <= 107 ? text : undefined),
  },
  LANGUAGE: oneOf('fr', 'en'),
};

/** What a fault expects where the key is unknown: one of these. */
export const KNOWN_KEYS = Object.keys(RULES).join(' ');

function nightHours(text: string): NightHours | undefined {
  const [from, to, ...more] = text.split('-').map((time) => {
    const [, hour = '', minute = '0'] = /^(\d{1,2})(?::(\d\d))?$/.exec(time) ?? [];
    const minutes = Number(hour) * 60 + Number(minute);
    return hour !== '' && Number(minute) < 60 && minutes <= 24 * 60 ? minutes : undefined;
  });
  return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

function isZone(text: string): boolean {
  // The formatter that knows all zones costs 7 MB: not for the zone that nearly everybody has.
  if (text === DEFAULTS.TIMEZONE || text === 'UTC') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** No key and value are longer, characters; the time that LINE takes grows with the square of a line's length. */
const LONGEST_LINE = 500;
const LINE = /^\s*(\S+)(?:\s+("([^"]*)"|[^\s#"][^#]*?|))?\s*(?:#.*)?$/;

/**
 * Reads the text of LinkyAcq.conf: `KEY VALUE`, `#` comments, values with spaces in double quotes.
 * @param before values that stay in force where the text gives none or a wrong one
 */
export function parseSettings(text: string, file: string, before: Settings = DEFAULTS): SettingsFile {
  const settings: Record<string, unknown> = { ...DEFAULTS };
  const faults: ConfigIssue[] = [];
  text.split(/\r?\n/).forEach((raw, i) => {
    if (/^\s*(#|$)/.test(raw)) return;
    const [, key = '', bare = '', quoted] = (raw.length <= LONGEST_LINE && LINE.exec(raw)) || [];
    const value = quoted ?? bare;
    const rule = Object.hasOwn(RULES, key) ? RULES[key as keyof Settings] : undefined;
    const result = rule?.read(value);
    if (result !== undefined) {
      settings[key] = result;
      return;
    }
    const shown = (key === '' ? raw : value).slice(0, 60);
    faults.push({ file, line: i + 1, key: key.slice(0, 60), value: shown, expected: rule?.expected ?? KNOWN_KEYS });
    if (rule) settings[key] = before[key as keyof Settings];
  });
  return { settings: settings as unknown as Settings, faults };
}

const COMMANDS = ['LED_INIT_CMD', 'LED_ON_CMD', 'LED_OFF_CMD'] as const;

/** Root runs no command that somebody else could have written: they are left out, and it is told how to mend that. */
function withoutUnsafeCommands(read: SettingsFile, file: string): SettingsFile {
  const weakness = COMMANDS.some((key) => read.settings[key] !== undefined) && findUntrustedPath(file);
  if (!weakness) return read;
  const settings = { ...read.settings, LED_INIT_CMD: undefined, LED_ON_CMD: undefined, LED_OFF_CMD: undefined };
  return { settings, faults: [...read.faults, { ...ROOT_ONLY, file, value: weakness.path, expected: weakness.cure }] };
}

/** The fault of commands that root does not run. */
export const ROOT_ONLY = { line: 0, key: COMMANDS.join(' ') };

export interface SettingsFile {
  readonly settings: Settings;
  readonly faults: readonly ConfigIssue[];
}

/**
 * Reads LinkyAcq.conf. A file that is not there means all defaults; one that cannot be read keeps the values in force.
 * @param needed the user has named the file: then its absence is a fault as well
 */
export function loadSettings(file: string, before: Settings = DEFAULTS, needed = false): SettingsFile {
  try {
    const read = parseSettings(readText(file), file, before);
    return process.getuid?.() === 0 ? withoutUnsafeCommands(read, file) : read;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOENT' && !needed) return { settings: before, faults: [] };
    return { settings: before, faults: [{ file, line: 0, key: '', value: '', expected: code }] };
  }
}
