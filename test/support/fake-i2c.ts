import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/**
 * An I2C bus on which a display answers, for processes that are started with `env`: i2c-bus itself writes to it.
 * Without a C compiler there is none; i2c-bus needs one as well, to be installed.
 */
export class FakeI2c {
  readonly #library: string;
  readonly #written: string;

  /** @param directory one of its own @throws Error where there is no C compiler */
  constructor(directory: string) {
    this.#library = join(directory, 'fake-i2c.so');
    this.#written = join(directory, 'i2c');
    const source = join(root, 'test', 'support', 'fake-i2c.c');
    const { status, stderr, error } = spawnSync('cc', ['-shared', '-fPIC', '-o', this.#library, source, '-ldl'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(error?.message ?? stderr);
  }

  get env(): NodeJS.ProcessEnv {
    return { LD_PRELOAD: this.#library, FAKE_I2C: this.#written };
  }

  /** Bytes that were written to the bus. */
  get bytes(): number {
    return existsSync(this.#written) ? statSync(this.#written).size : 0;
  }
}
