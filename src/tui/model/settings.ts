import type { Lang } from '../../text/format.ts';
import { entryOf } from '../../text/untrusted.ts';

/** The views, in the order of their number keys. */
export const VIEWS = ['live', 'day', 'costs', 'ejp'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the live curves can span, s. */
export const WINDOWS = [60, 600, 3600, 21_600, 86_400] as const;

/** What curves and bars are drawn with: eighths of a block, whole and half blocks, plain signs. */
export const SIGNS = ['full', 'console', 'ascii'] as const;
/** A curve as an area, as its upper edge, or as a line with the band from its least to its greatest value. */
export const PLOTS = ['filled', 'outline', 'line'] as const;

/** What the user likes: one run after the other has it (../files/settings-file.ts). */
export interface Settings {
  readonly theme: 'auto' | 'sombre' | 'clair' | 'daltonien';
  /** Which of `SIGNS`; auto: those that the terminal has. */
  readonly signs: 'auto' | (typeof SIGNS)[number];
  readonly language: Lang;
  /** The view that is shown first. */
  readonly startView: ViewName;
  /** What the live curves span first, s. */
  readonly startWindow: (typeof WINDOWS)[number];
  /** Full scale of the power curve: what it shows, or the subscribed power. */
  readonly scale: 'auto' | 'subscribed';
  readonly plot: (typeof PLOTS)[number];
  /** Whether the injection has a place; auto: where there is any. */
  readonly injection: 'auto' | 'on' | 'off';
  readonly mouse: boolean;
  /** Rings once when EJP changes. */
  readonly bell: boolean;
}

export const defaultSettings: Settings = {
  theme: 'auto',
  signs: 'auto',
  language: 'fr',
  startView: 'live',
  startWindow: 600,
  scale: 'auto',
  plot: 'filled',
  injection: 'auto',
  mouse: false,
  bell: false,
};

/** What each setting can be, in the order of the sheet. */
export const CHOICES: { readonly [K in keyof Settings]: readonly Settings[K][] } = {
  theme: ['auto', 'sombre', 'clair', 'daltonien'],
  signs: ['auto', ...SIGNS],
  language: ['fr', 'en'],
  startView: VIEWS,
  startWindow: WINDOWS,
  scale: ['auto', 'subscribed'],
  plot: PLOTS,
  injection: ['auto', 'on', 'off'],
  mouse: [false, true],
  bell: [false, true],
};
export const SETTING_NAMES = Object.keys(CHOICES) as readonly (keyof Settings)[];

/** What the user has chosen himself: the rest is as it would be without him. */
export type Chosen = Partial<Settings>;

/** What is wrong in the file of the settings, or with it. */
export type SettingsFault =
  | { readonly kind: 'broken' }
  /** One of its values, or its name, and what it could have been. */
  | { readonly kind: 'value'; readonly name: string; readonly expected: string }
  /** The system refuses to read or to write it. */
  | { readonly kind: 'unreadable' | 'unwritable'; readonly code: string }
  /** Neither XDG_CONFIG_HOME nor HOME says where it is to be. */
  | { readonly kind: 'nowhere' };

/** Reads the text of the file: one JSON object. What cannot be used is left out; the first such value is told. */
export function parseSettings(text: string): { readonly chosen: Chosen; readonly fault?: SettingsFault | undefined } {
  const values = objectOf(text);
  if (!values) return { chosen: {}, fault: { kind: 'broken' } };
  const chosen: Record<string, unknown> = {};
  let fault: SettingsFault | undefined;
  for (const [name, value] of Object.entries(values)) {
    const choices: readonly unknown[] | undefined = entryOf(CHOICES, name);
    if (choices?.includes(value)) chosen[name] = value;
    else fault ??= { kind: 'value', name, expected: (choices ?? SETTING_NAMES).join(', ') };
  }
  return { chosen: chosen as Chosen, fault };
}

function objectOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The text of the file, in the order of the sheet. */
export function formatSettings(chosen: Chosen): string {
  const kept = SETTING_NAMES.filter((name) => chosen[name] !== undefined).map((name) => [name, chosen[name]]);
  return `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`;
}

/** The settings that differ between two selections, as the second one has them. */
export function changedSettings(before: Settings, after: Settings): Chosen {
  const names = SETTING_NAMES.filter((name) => before[name] !== after[name]);
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}
