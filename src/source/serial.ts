import { readFileSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { codeOf } from '../host/files.ts';
import { FramePace } from './frame-pace.ts';
import type { Connect } from './reconnecting.ts';
import { LinkError } from './source.ts';

/** The native half of serialport: opens, configures and locks a port, and returns its file descriptor. */
interface Binding {
  asyncOpen(path: string, options: Readonly<Record<string, unknown>>): Promise<number>;
  asyncClose(fd: number): Promise<void>;
}

let loaded: Binding | undefined;

/**
 * Loads serialport's binding by file, once: when the port is opened again, an upgrade may have removed it. The package's own entry adds ten parsers, a poller and a stream: 10 MB of
 * memory, and one read a byte where ours reads hundreds at a time.
 */
function loadBinding(): Binding {
  if (loaded) return loaded;
  const serialport = createRequire(createRequire(import.meta.url).resolve('serialport'));
  loaded = serialport('@serialport/bindings-cpp/dist/load-bindings.js') as Binding;
  return loaded;
}

/**
 * Opens a serial port raw, 8N1: the bytes come with the wire's parity in bit 7, which the decoder checks. The Pi's
 * mini-UART and ptys would refuse 7E1. The lock is exclusive.
 */
export function serialPort(path: string): Connect {
  return async ({ baud }, on) => {
    const trouble = bindingError();
    if (trouble !== undefined) throw new LinkError('module', trouble);
    const binding = loadBinding();
    const fd = await binding
      .asyncOpen(path, {
        baudRate: baud,
        dataBits: 8,
        parity: 'none',
        stopBits: 1,
        lock: true,
        rtscts: false,
        xon: false,
        xoff: false,
        xany: false,
        // Closing leaves DTR alone: nothing listens to it.
        hupcl: false,
        vmin: 1,
        vtime: 0,
      })
      .catch((error: unknown) => Promise.reject(withHolder(linkErrorOf(error), path)));
    const buffer = Buffer.alloc(4096);
    const pace = new FramePace(baud);
    let isOpen = true;
    let timer: NodeJS.Timeout;
    const read = (): void => {
      pace.take(NOTHING);
      const error = readAll(fd, buffer, (chunk) => {
        pace.take(chunk);
        on.bytes(chunk);
      });
      if (error) on.lost(error);
      // What was read may have had it closed.
      else if (isOpen) timer = setTimeout(read, pace.nextMs);
    };
    timer = setTimeout(read, pace.nextMs);
    return async () => {
      isOpen = false;
      clearTimeout(timer);
      // A device that is unplugged may refuse even to be closed.
      await binding.asyncClose(fd).catch(() => undefined);
    };
  };
}

const NOTHING = new Uint8Array();
/** Reads at one wake-up: they take more than the kernel keeps. An endless flow of bytes must not block the daemon. */
const MAX_READS = 2;

/** Reads what the kernel holds. A read of 0 bytes, without an error, is a link that hung up. */
function readAll(fd: number, buffer: Buffer, bytes: (chunk: Uint8Array) => void): LinkError | undefined {
  try {
    for (let i = 0; i < MAX_READS; i++) {
      const count = readSync(fd, buffer, 0, buffer.length, null);
      if (count === 0) return new LinkError('hangup', 'EOF');
      bytes(buffer.subarray(0, count));
      if (count < buffer.length) break;
    }
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    return code === 'EAGAIN' ? undefined : new LinkError('hangup', code);
  }
}

/** What serialport's errors say: they carry no code. */
const MESSAGES: readonly (readonly [RegExp, LinkError['kind']])[] = [
  [/No such (file|device)/, 'missing'],
  [/Permission denied/, 'denied'],
  [/lock port|busy/i, 'busy'],
  [/Inappropriate ioctl|Is a directory|Invalid argument/, 'notTty'],
];

function linkErrorOf(error: unknown): LinkError {
  const detail = error instanceof Error ? error.message.replace(/^Error:? /, '') : String(error);
  return new LinkError(MESSAGES.find(([pattern]) => pattern.test(detail))?.[1] ?? 'other', detail);
}

/** Why the native half of serialport cannot be loaded on this machine; undefined when it can. */
export function bindingError(): string | undefined {
  try {
    loadBinding();
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}

/** The error of a locked port with the process that holds it, where the kernel knows. */
function withHolder(error: LinkError, path: string): LinkError {
  if (error.kind !== 'busy') return error;
  try {
    const { dev, ino } = statSync(path);
    const hex = (value: number): string => value.toString(16).padStart(2, '0');
    const file = `${hex(dev >> 8)}:${hex(dev & 0xff)}:${ino}`;
    // `1: FLOCK  ADVISORY  WRITE 812 00:05:87 0 EOF`, proc(5).
    const [, pid] =
      new RegExp(`FLOCK\\s+ADVISORY\\s+WRITE (\\d+) ${file} `).exec(readFileSync('/proc/locks', 'utf8')) ?? [];
    return pid === undefined ? error : new LinkError('busy', `${error.detail}, pid ${pid}`);
  } catch {
    return error;
  }
}
