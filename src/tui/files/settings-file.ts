/*
 * $XDG_CONFIG_HOME/linky-monitor/tui.json, or ~/.config/linky-monitor/tui.json: what the user has chosen on the screen.
 *
 *     { "theme": "daltonien", "language": "en", "bell": true }
 */
import { promises, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { codeOf, withCode, withRegularFile } from '../../host/files.ts';
import { type Chosen, formatSettings, parseSettings, type SettingsFault } from '../model/settings.ts';

/** A longer file is not ours, bytes. */
const MAX_BYTES = 1 << 16;

/** Where the settings of this user are; undefined where neither variable says it. */
export function settingsPath(env: NodeJS.ProcessEnv): string | undefined {
  const { XDG_CONFIG_HOME: config = '', HOME: home = '' } = env;
  const directory = isAbsolute(config) ? config : isAbsolute(home) ? join(home, '.config') : undefined;
  return directory && join(directory, 'linky-monitor', 'tui.json');
}

/** Reads the settings; a file that is not there has none. Never throws. */
export function readSettings(path: string | undefined): ReturnType<typeof parseSettings> {
  if (path === undefined) return { chosen: {}, fault: { kind: 'nowhere' } };
  try {
    return withRegularFile(path, (fd, { size }) => {
      if (size > MAX_BYTES) throw withCode('EFBIG');
      return parseSettings(readFileSync(fd, 'utf8'));
    });
  } catch (error) {
    const code = codeOf(error);
    return { chosen: {}, fault: code === 'ENOENT' ? undefined : { kind: 'unreadable', code } };
  }
}

/** Writes the settings, one writing after the other; of those that wait only the last. */
export class SettingsWriter {
  readonly #path: string | undefined;
  readonly #told: (fault: SettingsFault | undefined) => void;
  #next: Chosen | undefined;
  #isWriting = false;

  /** @param told what came of each writing: undefined where all went well */
  constructor(path: string | undefined, told: (fault: SettingsFault | undefined) => void) {
    this.#path = path;
    this.#told = told;
  }

  write(chosen: Chosen): void {
    this.#next = chosen;
    if (!this.#isWriting) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isWriting = true;
    for (let chosen = this.#next; chosen; chosen = this.#next) {
      this.#next = undefined;
      this.#told(await written(this.#path, formatSettings(chosen)));
    }
    this.#isWriting = false;
  }
}

/**
 * Replaces the file as a whole: a power cut leaves the old one or the new one. Node loads `promises` when it is asked
 * for, which a start of the screen does not.
 * @returns why it could not
 */
async function written(path: string | undefined, text: string): Promise<SettingsFault | undefined> {
  if (path === undefined) return { kind: 'nowhere' };
  const { mkdir, realpath, rename, unlink } = promises;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Where the file is a link, as those who keep such files elsewhere have it, its target is replaced.
    const file = await realpath(path).catch(() => path);
    const temporary = `${file}.${process.pid}.new`;
    try {
      await putText(temporary, text);
      await rename(temporary, file);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    return undefined;
  } catch (error) {
    return { kind: 'unwritable', code: codeOf(error) };
  }
}

/** Writes a file for its owner alone, down to the disk. */
async function putText(path: string, text: string): Promise<void> {
  const file = await promises.open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
