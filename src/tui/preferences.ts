import type { Lang } from '../text/format.ts';
import { readSettings, SettingsWriter, settingsPath } from './files/settings-file.ts';
import { type Chosen, changedSettings, defaultSettings, type Settings, type SettingsFault } from './model/settings.ts';
import type { SettingsFile } from './model/state.ts';
import type { DisplayOptions } from './terminal/capabilities.ts';

export interface PreferencesOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly display: DisplayOptions;
  /** The language of the command line, else of the configuration. */
  readonly lang: Lang;
  /** Whether the command line has named it. */
  readonly namesLanguage?: boolean | undefined;
  /** Something is to be told of the file. */
  changed(file: SettingsFile): void;
}

/** What the user likes: the options of this run, over what he chose before, over what holds for everybody. */
export class Preferences {
  /** Where the user has chosen nothing. */
  readonly base: Settings;
  readonly #options: PreferencesOptions;
  readonly #path: string | undefined;
  readonly #writer: SettingsWriter;
  #chosen: Chosen;
  /** What options of this run stand for, until the user changes it. */
  #asked: Chosen;
  #fault: SettingsFault | undefined;

  constructor(options: PreferencesOptions) {
    this.#options = options;
    this.#path = settingsPath(options.env);
    const { chosen, fault } = readSettings(this.#path);
    this.#chosen = chosen;
    this.#fault = fault;
    this.#asked = askedBy(options);
    this.base = { ...defaultSettings, language: options.lang, ...this.#asked };
    this.#writer = new SettingsWriter(this.#path, (result) => {
      this.#fault = result;
      options.changed(this.file);
    });
  }

  /** What holds at the start. */
  get start(): Settings {
    return { ...this.base, ...this.#chosen, ...this.#asked };
  }

  get file(): SettingsFile {
    return { path: this.#path, fault: this.#fault, asked: Object.keys(this.#asked) as (keyof Settings)[] };
  }

  /** Remembers what the user has changed. */
  changed(before: Settings, after: Settings): void {
    const changes = changedSettings(before, after);
    if (Object.keys(changes).length === 0) return;
    this.#chosen = { ...this.#chosen, ...changes };
    this.#asked = Object.fromEntries(Object.entries(this.#asked).filter(([name]) => !(name in changes)));
    this.#writer.write(this.#chosen);
    this.#options.changed(this.file);
  }

  /** The user wants it as if he had never chosen anything. */
  forget(): void {
    this.#chosen = {};
    this.#asked = askedBy(this.#options);
    this.#writer.write(this.#chosen);
    this.#options.changed(this.file);
  }
}

/** What the command line asks for this run. */
function askedBy({ display, lang, namesLanguage }: PreferencesOptions): Chosen {
  const { theme, mouse, bell } = display;
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(mouse ? { mouse } : {}),
    ...(bell ? { bell } : {}),
    ...(namesLanguage ? { language: lang } : {}),
  };
}
