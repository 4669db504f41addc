import { codeOf } from '../host/files.ts';
import { withTimeout } from '../host/with-timeout.ts';
import { HEADER_BUS } from './i2c.ts';

/** The kernel gives up on a stuck bus after a second; we do after this. */
const TIMEOUT_MS = 3000;
const LATE_MS = 100;

/** The modules of the panel that cannot be loaded, with the system's code. */
export async function missingModules(): Promise<Map<string, string>> {
  const missing = new Map<string, string>();
  await import('i2c-bus').catch((error: unknown) => missing.set('i2c-bus', probeCode(error)));
  await import('onoff').catch((error: unknown) => missing.set('onoff', probeCode(error)));
  return missing;
}

/**
 * Asks whether a display answers at an address, by reading one byte, as its library does before each page.
 * @returns 'answers', else the system's code: EREMOTEIO when no device answers, ETIMEDOUT when the bus is stuck
 */
export async function probeDisplay(address: number): Promise<string> {
  try {
    const { openPromisified } = (await import('i2c-bus')).default;
    const bus = await openPromisified(HEADER_BUS);
    const read = bus.i2cRead(address, 1, Buffer.alloc(1)).then(() => 'answers', probeCode);
    // Nobody waits for that: a bus that is stuck is closed late.
    void read.then(() => bus.close()).catch(() => undefined);
    // On a slow Pi that loads modules meanwhile, the answer may be there when the time is over, and not be looked at yet.
    return (await withTimeout(read, TIMEOUT_MS, undefined)) ?? (await withTimeout(read, LATE_MS, 'ETIMEDOUT'));
  } catch (error) {
    return probeCode(error);
  }
}

function probeCode(error: unknown): string {
  const code = codeOf(error);
  // Not installed (ERR_MODULE_NOT_FOUND), or not compiled: then `bindings` throws an error without a code.
  return /^E\w+$/.test(code) && code !== 'ERR_MODULE_NOT_FOUND' ? code : 'MODULE_NOT_FOUND';
}
