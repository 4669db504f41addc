import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { MODE_OF_LETTER } from '../../config/settings.ts';
import { codeOf } from '../../host/files.ts';
import { onEndingSignal } from '../../host/signals.ts';
import { hasSpeed, openSource } from '../../source/open.ts';
import type { LinkError, Source } from '../../source/source.ts';
import { SpeedSearch } from '../../source/speed-search.ts';
import { cli } from '../../text/cli.ts';
import { describeError } from '../../text/errors.ts';
import type { Texts } from '../../text/index.ts';
import { Anonymiser } from '../../tic/anonymise.ts';
import { type Frame, FrameReader, rejectedGroups } from '../../tic/frame.ts';
import { BAUD, type TicMode } from '../../tic/labels.ts';
import type { Call } from '../command.ts';
import { CliError } from '../errors.ts';
import { readPaths } from '../paths.ts';

export interface RecordOptions {
  readonly seconds: number;
  readonly input?: string;
  readonly mode?: TicMode | 'auto';
}

const SPEED_CHECK_MS = 250;

/**
 * `record`: writes what the port sends, its identities replaced, into a new file, until the time is over, the input ends
 * or a signal comes. Its last line, on stderr, says what was recorded.
 * @throws InputError; CliError when the file exists or cannot be written, when the link does not open, when nothing came
 */
export async function record(call: Call<RecordOptions>): Promise<number> {
  const { argument: file = '', options, lang } = call;
  const { settings } = await readPaths(call, 'INPUT_DEV', 'LINKY_MODE');
  const texts = cli[lang];
  const input = options.input ?? settings.INPUT_DEV;
  const source = await openSource(input, () => ({
    readTimeout: settings.READ_TIMEOUT,
    waitAfterFailure: settings.WAIT_BETWEEN_READ_FAILURE,
    baud: capture.baud,
  }));
  const capture = new Capture(file, options.mode ?? MODE_OF_LETTER[settings.LINKY_MODE], hasSpeed(input), texts);
  const began = performance.now();
  let size = 0;
  const onLost = (error: LinkError): void => {
    const line = describeError(error, lang, input) ?? error.message;
    // A link that was open comes back by itself; before, waiting would only hide what is wrong.
    if (!capture.everOpened) throw new CliError(line, 1, error);
    process.stderr.write(`linky-monitor: ${line}\n`);
  };
  try {
    await receive(source, capture, options.seconds, onLost);
    capture.finish();
  } finally {
    size = capture.close();
    await source.stop();
  }
  if (size === 0) throw new CliError(texts.recordNothing(input));
  process.stderr.write(`${capture.summary(size, Math.round((performance.now() - began) / 1000))}\n`);
  return 0;
}

/** Receives until the time is over, the source has ended or a signal comes. @throws what a step throws */
async function receive(
  source: Source,
  capture: Capture,
  seconds: number,
  onLost: (error: LinkError) => void,
): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  let failure: unknown;
  const end = (): void => ending.abort();
  const guarded = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      failure ??= error;
      end();
    }
  };
  onEndingSignal(end);
  const timer = setTimeout(end, seconds * 1000);
  source.start({
    opened: () => capture.opened(),
    bytes: (chunk) => guarded(() => capture.take(chunk)),
    lost: (error) => guarded(() => onLost(error)),
    ended: end,
  });
  while (!signal.aborted) {
    guarded(() => capture.otherSpeed() && source.reopen?.());
    await sleep(SPEED_CHECK_MS, undefined, { signal }).catch(() => undefined);
  }
  clearTimeout(timer);
  if (failure !== undefined) throw failure;
}

/** The file being written, and what its groups say. */
class Capture {
  readonly #file: string;
  readonly #texts: Texts['cli'];
  readonly #searching: boolean;
  readonly #search = new SpeedSearch();
  readonly #fd: number;
  #reader = this.#newReader();
  #anonymiser = new Anonymiser();
  #modes = new Set<TicMode>();
  everOpened = false;

  constructor(file: string, mode: TicMode | 'auto', hasSpeed: boolean, texts: Texts['cli']) {
    this.#file = file;
    this.#texts = texts;
    this.#searching = mode === 'auto' && hasSpeed;
    if (mode !== 'auto') this.#search.mode = mode;
    this.#search.opened(performance.now());
    try {
      this.#fd = openSync(file, 'ax');
    } catch (error) {
      const code = codeOf(error);
      throw new CliError(code === 'EEXIST' ? texts.recordExists(file) : texts.unwritable(file, code));
    }
  }

  get baud(): number {
    return BAUD[this.#search.mode];
  }

  opened(): void {
    this.everOpened = true;
    this.#anonymiser.reset();
    this.#reader.reset();
  }

  take(chunk: Uint8Array): void {
    const bytes = this.#anonymiser.push(chunk);
    // Counting what the file gets is right: the anonymiser keeps valid groups valid and damaged ones damaged.
    this.#reader.push(bytes);
    this.#write(bytes);
  }

  /** Writes the unfinished last group too, but does not count it: the end of the capture has cut it. */
  finish(): void {
    this.#write(this.#anonymiser.end());
  }

  /** Tries the other speed after a while without valid groups, and drops what the wrong one gave. @returns whether it did */
  otherSpeed(): boolean {
    const { valid } = this.#reader.counts;
    const now = performance.now();
    if (!this.#searching || valid > 0 || !this.#search.isMute(valid, now)) return false;
    this.#search.tryOther(now);
    this.#reader = this.#newReader();
    this.#anonymiser = new Anonymiser();
    ftruncateSync(this.#fd);
    return true;
  }

  /** Closes the file, and removes it when it is empty. @returns its size, bytes */
  close(): number {
    const { size } = fstatSync(this.#fd);
    closeSync(this.#fd);
    if (size === 0) rmSync(this.#file, { force: true });
    return size;
  }

  /** @param bytes that the file has got */
  summary(bytes: number, seconds: number): string {
    const { valid, rejected } = this.#reader.counts;
    return this.#texts.recordDone({
      file: this.#file,
      bytes,
      seconds,
      valid,
      rejected: rejectedGroups(rejected),
      mode: [...this.#modes].join(' + ') || '—',
    });
  }

  #newReader(): FrameReader {
    return new FrameReader(({ mode }: Frame) => this.#modes.add(mode));
  }

  #write(bytes: Uint8Array): void {
    try {
      writeFileSync(this.#fd, bytes);
    } catch (error) {
      throw new CliError(this.#texts.unwritable(this.#file, codeOf(error)));
    }
  }
}
