import { HEADER_BUS } from './i2c.ts';

/** A stuck bus takes the kernel's second; longer than this is no answer, ms. */
const ANSWER_MS = 3000;

/** The modules of the panel that cannot be loaded, with the system's code. */
export async function missingModules(): Promise<Map<string, string>> {
  const missing = new Map<string, string>();
  const attempt = async (name: string, load: () => Promise<unknown>): Promise<void> => {
    try {
      await load();
    } catch (error) {
      missing.set(name, codeOf(error));
    }
  };
  await attempt('i2c-bus', () => import('i2c-bus'));
  await attempt('onoff', () => import('onoff'));
  return missing;
}

/**
 * Asks whether a display answers at an address, by reading one byte, as its library does before each page.
 * @returns 'answers', else the system's code: EREMOTEIO when nobody is there, ETIMEDOUT when the bus is stuck
 */
export async function probeDisplay(address: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('ETIMEDOUT'), ANSWER_MS);
  });
  const answer = await Promise.race([asked(address), late]);
  clearTimeout(timer);
  return answer;
}

async function asked(address: number): Promise<string> {
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
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  // Not installed, or not compiled: bindings throws without a code.
  if (code === undefined || /MODULE_NOT_FOUND/.test(code)) return 'MODULE_NOT_FOUND';
  return code;
}
