import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from '../host/files.ts';
import { FrameReader } from '../tic/frame.ts';
import { BAUD } from '../tic/labels.ts';
import { InputError, LinkError, type Source, type SourceEvents } from './source.ts';

const STEP_MS = 250;
const BITS_PER_CHARACTER = 10;

/** Replays a capture at the speed of the line that it was taken from, or `speed` times that. */
export class Replay implements Source {
  readonly #speed: number;
  #fd: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(fd: number, speed: number) {
    this.#fd = fd;
    this.#speed = speed;
  }

  /** @throws InputError when the file is missing, empty, or no regular file */
  static open(path: string, speed = 1): Replay {
    return new Replay(openCapture(path), speed);
  }

  start(events: SourceEvents): void {
    const fd = this.#fd;
    if (fd === undefined) return;
    const bytesPerStep = (lineSpeed(fd) / BITS_PER_CHARACTER) * (STEP_MS / 1000) * this.#speed;
    const buffer = Buffer.alloc(Math.min(1 << 20, Math.max(1, Math.ceil(bytesPerStep))));
    let position = 0;
    let due = 0;
    const step = (): void => {
      due += bytesPerStep;
      while (position < Math.floor(due)) {
        const count = readSync(fd, buffer, 0, Math.min(buffer.length, Math.floor(due) - position), position);
        if (count === 0) {
          void this.stop();
          events.ended();
          return;
        }
        position += count;
        events.bytes(buffer.subarray(0, count));
      }
    };
    const begin = (): void => {
      events.opened();
      this.#timer = setInterval(() => {
        try {
          step();
        } catch (error) {
          // A card or a share may fail in the middle of a capture, which then ends there.
          void this.stop();
          events.lost(new LinkError('other', codeOf(error)));
          events.ended();
        }
      }, STEP_MS);
    };
    this.#timer = setTimeout(begin, 0);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  reopen(): void {}
}

function openCapture(path: string): number {
  let fd: number;
  try {
    // Opening a pipe would wait for a writer.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new InputError('unreadable', path, codeOf(error));
  }
  const stat = fstatSync(fd);
  if (stat.isFile() && stat.size > 0) return fd;
  closeSync(fd);
  throw stat.isFile() ? new InputError('empty', path) : new InputError('unreadable', path, 'EISDIR');
}

/** The speed, in baud, of the mode of the capture's first groups. */
function lineSpeed(fd: number): number {
  const start = Buffer.alloc(8192);
  const count = readSync(fd, start, 0, start.length, 0);
  let standard = 0;
  let historique = 0;
  const reader = new FrameReader((frame) => {
    if (frame.mode === 'standard') standard += frame.groups.length;
    else historique += frame.groups.length;
  });
  reader.push(start.subarray(0, count));
  reader.end();
  return BAUD[standard > historique ? 'standard' : 'historique'];
}
