import type { Selection } from './selection.ts';
import { CHOICES, type Chosen, type Settings, SIGNS } from './settings.ts';

/** The selection with other settings, those of the start as if it began now. */
export function withSettings(selection: Selection, settings: Chosen): Selection {
  const { startWindow } = settings;
  const window = startWindow === undefined ? selection.window : { span: startWindow * 1000 };
  return { ...selection, ...settings, window };
}

/** The selection with the next value of one setting, or with the one before. */
export function withNext(selection: Selection, name: keyof Settings, step: 1 | -1): Selection {
  const choices: readonly unknown[] = CHOICES[name];
  const next = choices[(choices.indexOf(selection[name]) + step + choices.length) % choices.length];
  return withSettings(selection, { [name]: next } as Chosen);
}

/** The next signs to draw with: each of `SIGNS` in turn, from the terminal's own on. */
export function withNextSigns(selection: Selection, own: (typeof SIGNS)[number]): Selection {
  const shown = selection.signs === 'auto' ? own : selection.signs;
  const next = SIGNS[(SIGNS.indexOf(shown) + 1) % SIGNS.length] ?? own;
  return { ...selection, signs: next === own ? 'auto' : next };
}
