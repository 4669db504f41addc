import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Texts } from '../text/index.ts';
import { entryOf } from '../text/untrusted.ts';
import type { DisplayOptions } from '../tui/terminal/capabilities.ts';

/** The options of the screen as commander gives them. */
interface DisplayFlags {
  readonly theme: DisplayOptions['theme'];
  readonly color: boolean;
  readonly ascii?: boolean;
  readonly mouse?: boolean;
  readonly bell?: boolean;
  readonly interval: number;
}

const THEMES: Readonly<Record<string, DisplayOptions['theme']>> = {
  ...{ auto: 'auto', sombre: 'sombre', clair: 'clair', daltonien: 'daltonien' },
  ...{ dark: 'sombre', light: 'clair', 'colour-blind': 'daltonien', 'color-blind': 'daltonien' },
};

/** Gives a command the options of the screen. */
export function withDisplayOptions(command: Command, t: Texts['look']): Command {
  const theme = (text: string): DisplayOptions['theme'] => {
    const found = entryOf(THEMES, text);
    if (!found) throw new InvalidArgumentError(t.themes);
    return found;
  };
  const interval = (text: string): number => {
    const seconds = Number(text);
    if (text.trim() === '' || !(seconds >= 0.2 && seconds <= 3600)) throw new InvalidArgumentError('0.2…3600');
    return seconds;
  };
  return command
    .addOption(new Option('--theme <name>', t.theme).argParser(theme).default('auto').helpGroup(t.look))
    .addOption(new Option('--no-color', t.noColor).helpGroup(t.look))
    .addOption(new Option('--ascii', t.ascii).helpGroup(t.look))
    .addOption(new Option('--mouse', t.mouse).helpGroup(t.look))
    .addOption(new Option('--bell', t.bell).helpGroup(t.look))
    .addOption(new Option('--interval <sec>', t.interval).argParser(interval).default(1).helpGroup(t.look));
}

export function displayOptionsOf({ theme, color, ascii, mouse, bell, interval }: DisplayFlags): DisplayOptions {
  return {
    theme,
    colour: color,
    ascii: ascii ?? false,
    mouse: mouse ?? false,
    bell: bell ?? false,
    interval,
  };
}
