import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf } from '../host/files.ts';
import { FrameReader } from '../tic/frame.ts';
import { BAUD } from '../tic/labels.ts';
import { InputError, LinkError, type Source, type SourceEvents } from './source.ts';

const STEP_MS = 250;
const BITS_PER_CHARACTER = 10;

/**
 * Replays a capture at the speed of the line that it was taken from, or `speed` times that.
 * @throws InputError when the file is missing, empty, or no regular file
 */
export function replay(path: string, speed = 1): Source {
  const { fd, baud } = openCapture(path);
  const bytesPerStep = (baud / BITS_PER_CHARACTER) * (STEP_MS / 1000) * speed;
  const buffer = Buffer.alloc(Math.min(1 << 20, Math.max(1, Math.ceil(bytesPerStep))));
  let position = 0;
  let due = 0;
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    if (isOpen) closeSync(fd);
    isOpen = false;
  };
  const step = (events: SourceEvents): void => {
    due += bytesPerStep;
    while (isOpen && position < Math.floor(due)) {
      const count = readSync(fd, buffer, 0, Math.min(buffer.length, Math.floor(due) - position), position);
      position += count;
      if (count > 0) events.bytes(buffer.subarray(0, count));
      else {
        void stop();
        events.ended();
      }
    }
  };
  const begin = (events: SourceEvents): void => {
    events.opened();
    timer = setInterval(() => {
      try {
        step(events);
      } catch (error) {
        // A card or a share may fail in the middle of a capture, which then ends there.
        void stop();
        events.lost(new LinkError('other', codeOf(error)));
        events.ended();
      }
    }, STEP_MS);
  };
  return {
    start: (events) => {
      timer = setTimeout(begin, 0, events);
    },
    stop,
  };
}

function openCapture(path: string): { fd: number; baud: number } {
  let fd: number | undefined;
  try {
    // Opening a pipe would wait for a writer.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new InputError('notFile', path);
    if (stat.size === 0) throw new InputError('empty', path);
    return { fd, baud: lineSpeed(fd) };
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    throw error instanceof InputError ? error : new InputError('unreadable', path, codeOf(error));
  }
}

/** The speed, in baud, of the mode of the capture's first groups. */
function lineSpeed(fd: number): number {
  const start = Buffer.alloc(8192);
  const count = readSync(fd, start, 0, start.length, 0);
  const groups = { historique: 0, standard: 0 };
  const reader = new FrameReader((frame) => {
    groups[frame.mode] += frame.groups.length;
  });
  reader.push(start.subarray(0, count));
  reader.end();
  return BAUD[groups.standard > groups.historique ? 'standard' : 'historique'];
}
