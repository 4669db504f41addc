import { readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { codeOf } from '../host/files.ts';

/** Why a log, though the system gives it, has nothing or not all of its day. */
export type LogFault =
  /** Its end is missing. */
  | 'cut'
  /** It is named like an archive and is none. */
  | 'notGzip'
  /** Its bytes do not fit its checksum, or its form. */
  | 'corrupt'
  /** It unpacks to more than any log has. */
  | 'tooLarge'
  /** It has bytes, and not one line. */
  | 'noLine';

/** What could be unpacked, and why that is not all. */
interface Unpacked {
  readonly content: Buffer;
  readonly fault?: LogFault;
}

/** A compressed log that unpacks to more is not ours, bytes: twice a line a second. */
export const MAX_DAY_BYTES = 24 << 20;
const NOTHING = Buffer.alloc(0);
const GZIP = Buffer.from([0x1f, 0x8b]);

const required = createRequire(import.meta.url);
/** Loaded for the first archive: the daemon reads none, and would keep it, 0.2 MB. */
const zlib = (): typeof import('node:zlib') => required('node:zlib');

/** Reads and unpacks a compressed log. */
export function readArchive(fd: number, size: number): Unpacked {
  if (size > MAX_DAY_BYTES) return { content: NOTHING, fault: 'tooLarge' };
  const compressed = Buffer.allocUnsafeSlow(size);
  let length = 0;
  for (let got = -1; got !== 0 && length < size; length += got) {
    got = readSync(fd, compressed, length, size - length, length);
  }
  return unpacked(compressed.subarray(0, length));
}

/** The content of a compressed log; of one whose end is missing what there is. */
export function unpacked(compressed: Buffer): Unpacked {
  // Less than its first two bytes is the beginning of an archive, too.
  if (!GZIP.subarray(0, compressed.length).equals(compressed.subarray(0, 2)))
    return { content: NOTHING, fault: 'notGzip' };
  try {
    return { content: zlib().gunzipSync(compressed, { maxOutputLength: MAX_DAY_BYTES }) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_BUF_ERROR') return { content: untilCut(compressed), fault: 'cut' };
    return { content: NOTHING, fault: code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'corrupt' };
  }
}

function untilCut(compressed: Buffer): Buffer {
  try {
    const { gunzipSync, constants } = zlib();
    return gunzipSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_DAY_BYTES });
  } catch {
    return NOTHING;
  }
}

/** How a line of ours begins, also one that is still being written. */
const BEGINNING = /^\d{0,4}(\/|$)/;

/** Whether a log has no line at all. @param rest what of it is behind the last line, its beginning at least */
export function lineFault(lines: number, rest: Buffer): LogFault | undefined {
  return lines > 0 || BEGINNING.test(rest.toString('latin1', 0, 5)) ? undefined : 'noLine';
}
