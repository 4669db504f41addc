import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { codeOf } from '../host/files.ts';
import { hasSpeed, openSource } from '../source/open.ts';
import { SpeedSearch } from '../source/speed-search.ts';
import { describeError } from '../text/errors.ts';
import type { Texts } from '../text/index.ts';
import { Anonymiser } from '../tic/anonymise.ts';
import { type Frame, FrameReader } from '../tic/frame.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';
import { CliError } from './errors.ts';
import type { Paths } from './paths.ts';

export interface RecordCommand {
  readonly seconds: number;
  readonly input?: string;
  readonly mode?: TicMode | 'auto';
}

const MODES = { H: 'historique', S: 'standard', A: 'auto' } as const;

/**
 * `record`: what the port sends, its identities replaced, into a new file; ends after the time given, at the end of a
 * capture, or at a signal. Its last line, on stderr, says what was recorded.
 * @throws Failure when the file exists or cannot be written, when the line cannot be read, and when nothing came
 */
export async function record(file: string, command: RecordCommand, paths: Paths, texts: Texts): Promise<void> {
  const { settings } = paths;
  const input = command.input ?? settings.INPUT_DEV;
  const recording = new Capture(file, command.mode ?? MODES[settings.LINKY_MODE], hasSpeed(input), texts.cli);
  const source = await openSource(input, () => ({
    readTimeout: settings.READ_TIMEOUT,
    waitAfterFailure: settings.WAIT_BETWEEN_READ_FAILURE,
    baud: recording.baud,
  }));
  recording.open();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let timer: NodeJS.Timeout | undefined;
  let clock: NodeJS.Timeout | undefined;
  const began = performance.now();
  try {
    await new Promise<void>((resolve, reject) => {
      const guarded = (step: () => void): void => {
        try {
          step();
        } catch (error) {
          reject(error);
        }
      };
      for (const signal of signals) process.once(signal, () => resolve());
      timer = setTimeout(resolve, command.seconds * 1000);
      clock = setInterval(() => guarded(() => recording.otherSpeed() && source.reopen()), 250);
      source.start({
        opened: () => recording.opened(),
        bytes: (chunk) => guarded(() => recording.take(chunk)),
        lost: (problem) => {
          // Once it has been open it comes back by itself; before, waiting would only hide what is wrong.
          const line = describeError(problem, texts.lang, input) ?? problem.message;
          if (!recording.everOpened) reject(new CliError(line, 1, problem));
          else process.stderr.write(`linky-monitor: ${line}\n`);
        },
        ended: resolve,
      });
    });
    recording.finish();
  } catch (error) {
    recording.close();
    throw error;
  } finally {
    clearTimeout(timer);
    clearInterval(clock);
    await source.stop();
  }
  if (!recording.close()) throw new CliError(texts.cli.recordNothing(input));
  process.stderr.write(`${recording.summary(Math.round((performance.now() - began) / 1000))}\n`);
}

/** The file under way and what has been found in it. */
class Capture {
  readonly #file: string;
  readonly #texts: Texts['cli'];
  readonly #searching: boolean;
  readonly #search = new SpeedSearch();
  #reader: FrameReader;
  #mask = new Anonymiser();
  #fd: number | undefined;
  #size = 0;
  #found = new Set<TicMode>();
  everOpened = false;

  constructor(file: string, mode: TicMode | 'auto', hasSpeed: boolean, texts: Texts['cli']) {
    this.#file = file;
    this.#texts = texts;
    this.#searching = mode === 'auto' && hasSpeed;
    if (mode !== 'auto') this.#search.mode = mode;
    this.#search.opened(performance.now());
    this.#reader = this.#newReader();
  }

  get baud(): number {
    return BAUD[this.#search.mode];
  }

  open(): void {
    try {
      this.#fd = openSync(this.#file, 'ax');
    } catch (error) {
      const code = codeOf(error);
      throw new CliError(code === 'EEXIST' ? this.#texts.recordExists(this.#file) : this.#unwritable(code));
    }
  }

  opened(): void {
    this.everOpened = true;
    this.#mask.reset();
    this.#reader.reset();
  }

  take(chunk: Uint8Array): void {
    const bytes = this.#mask.push(chunk);
    // Counted is what the file holds: the mask mends no group and damages none.
    this.#reader.push(bytes);
    this.#write(bytes);
  }

  /** The group under way comes into the file as well, but is not counted: it was the recording that cut it. */
  finish(): void {
    this.#write(this.#mask.end());
  }

  /** Where nothing sound has come for long: the other speed from now on, and what the wrong one gave is dropped. */
  otherSpeed(): boolean {
    const { valid } = this.#reader.counts;
    const now = performance.now();
    if (!this.#searching || valid > 0 || !this.#search.isMute(valid, now)) return false;
    this.#search.tryOther(now);
    this.#reader = this.#newReader();
    this.#mask = new Anonymiser();
    if (this.#fd !== undefined) ftruncateSync(this.#fd);
    return true;
  }

  /** Closes the file. @returns whether anything is in it; an empty one is removed */
  close(): boolean {
    if (this.#fd === undefined) return false;
    this.#size = fstatSync(this.#fd).size;
    closeSync(this.#fd);
    this.#fd = undefined;
    if (this.#size === 0) rmSync(this.#file, { force: true });
    return this.#size > 0;
  }

  summary(seconds: number): string {
    const { valid, rejected } = this.#reader.counts;
    return this.#texts.recordDone({
      file: this.#file,
      bytes: this.#size,
      seconds,
      valid,
      rejected: rejected.checksum + rejected.parity + rejected.format,
      mode: [...this.#found].join(' + ') || '—',
    });
  }

  #newReader(): FrameReader {
    return new FrameReader(({ mode }: Frame) => this.#found.add(mode));
  }

  #write(bytes: Uint8Array): void {
    if (this.#fd === undefined) return;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at, null);
    } catch (error) {
      throw new CliError(this.#unwritable(codeOf(error)));
    }
  }

  #unwritable(code: string): string {
    return this.#texts.unwritable(this.#file, code);
  }
}
