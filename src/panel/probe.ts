import { codeOf } from '../host/files.ts';
import { withTimeout } from '../host/with-timeout.ts';
import { HEADER_BUS } from './i2c.ts';

/** The kernel gives up on a stuck bus after a second; we do after this. */
const TIMEOUT_MS = 3000;

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
export function probeDisplay(address: number): Promise<string> {
  return withTimeout(readByte(address), TIMEOUT_MS, 'ETIMEDOUT');
}

async function readByte(address: number): Promise<string> {
  try {
    const { openPromisified } = (await import('i2c-bus')).default;
    const bus = await openPromisified(HEADER_BUS);
    try {
      await bus.i2cRead(address, 1, Buffer.alloc(1));
      return 'answers';
    } finally {
      await bus.close();
    }
  } catch (error) {
    return probeCode(error);
  }
}

function probeCode(error: unknown): string {
  const code = codeOf(error);
  // Not installed (ERR_MODULE_NOT_FOUND), or not compiled: then `bindings` throws an error without a code.
  return /^E\w+$/.test(code) && code !== 'ERR_MODULE_NOT_FOUND' ? code : 'MODULE_NOT_FOUND';
}
