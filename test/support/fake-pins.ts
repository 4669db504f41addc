import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noMounts } from './small-disk.ts';

/** Why a process cannot get pins of the test here; false where it can. */
export const noFakePins = noMounts && `${noMounts}, and fake pins`;

/**
 * Stands in for /sys/class/gpio of a Raspberry Pi with a kernel since 6.6, for processes that are started with `wrapper`. Its
 * files keep what was written last: what the kernel would do with it is seen on the emulated Pi (npm run test:pi).
 */
export class FakePins {
  readonly #root: string;

  /** @param directory an empty one @param pins those that can be taken */
  constructor(directory: string, pins: readonly number[]) {
    this.#root = directory;
    const chip = join(directory, 'gpio', 'gpiochip512');
    mkdirSync(chip, { recursive: true });
    writeFileSync(join(chip, 'label'), 'pinctrl-bcm2835\n');
    writeFileSync(join(chip, 'base'), '512\n');
    for (const file of ['export', 'unexport']) writeFileSync(join(directory, 'gpio', file), '');
    for (const pin of pins) {
      mkdirSync(this.#file(pin, ''));
      for (const file of ['direction', 'value', 'active_low']) writeFileSync(this.#file(pin, file), '');
    }
  }

  /** Starts a program that sees these pins in place of the machine's. */
  get wrapper(): string[] {
    return ['unshare', '-m', 'sh', '-c', `mount --bind '${this.#root}' /sys/class && exec "$@"`, 'sh'];
  }

  /** The level as it was set last; '' before. */
  level(pin: number): string {
    return readFileSync(this.#file(pin, 'value'), 'utf8').trim();
  }

  /** `low` or `high`, as the pin was taken last. */
  taken(pin: number): string {
    return readFileSync(this.#file(pin, 'direction'), 'utf8').trim();
  }

  /** The pin was given back last. */
  isBack(pin: number): boolean {
    return readFileSync(join(this.#root, 'gpio', 'unexport'), 'utf8').trim() === String(512 + pin);
  }

  #file(pin: number, file: string): string {
    return join(this.#root, 'gpio', `gpio${512 + pin}`, file);
  }
}
