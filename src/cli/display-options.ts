import type { Texts } from '../text/index.ts';
import { entryOf } from '../text/untrusted.ts';
import type { DisplayOptions } from '../tui/terminal/capabilities.ts';
import { number, type OptionRow } from './command.ts';

/** The options of the screen as commander gives them: those that are not set are absent. */
export type DisplayFlags = Pick<DisplayOptions, 'interval'> &
  Partial<Pick<DisplayOptions, 'theme' | 'ascii' | 'mouse' | 'bell'>> & { readonly color: boolean };

const THEMES: Readonly<Record<string, DisplayOptions['theme']>> = {
  ...{ auto: 'auto', sombre: 'sombre', clair: 'clair', daltonien: 'daltonien' },
  ...{ dark: 'sombre', light: 'clair', 'colour-blind': 'daltonien', 'color-blind': 'daltonien' },
};

/** The options of the commands that open the screen. */
export function displayOptionRows(t: Texts['displayOptions']): OptionRow[] {
  const theme = { expected: t.themes, read: (text: string) => entryOf(THEMES, text) };
  const group = t.title;
  return [
    { flags: '--theme <name>', text: t.theme, value: theme, group },
    { flags: '--no-color', text: t.noColor, group },
    { flags: '--ascii', text: t.ascii, group },
    { flags: '--mouse', text: t.mouse, group },
    { flags: '--bell', text: t.bell, group },
    { flags: '--interval <sec>', text: t.interval, value: number(0.2, 3600), fallback: 1, group },
  ];
}

export function displayOptionsOf(flags: DisplayFlags): DisplayOptions {
  const { theme, color, ascii = false, mouse = false, bell = false, interval } = flags;
  return { theme, colour: color, ascii, mouse, bell, interval };
}
