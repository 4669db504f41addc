import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export const SYSFS_GPIO = '/sys/class/gpio';

/** The GPIO controller of the Pi's header, by the kernel's label: Zero to 3, 4, 5. */
export const HEADER_CHIP = /^pinctrl-(bcm2835|bcm2711|rp1)$/;

/**
 * The number under which sysfs knows a pin of the header: kernels since 6.6 count from 512 or 571, others from 0, 399, 458.
 * @param root /sys/class/gpio, or a copy of it
 * @throws the system's error: ENOENT where the kernel has no sysfs GPIO
 */
export function sysfsNumber(pin: number, root = SYSFS_GPIO): number {
  for (const chip of readdirSync(root).filter((name) => name.startsWith('gpiochip'))) {
    const read = (file: string): string => readFileSync(join(root, chip, file), 'utf8').trim();
    if (HEADER_CHIP.test(read('label'))) return Number(read('base')) + pin;
  }
  return pin;
}

/** An output pin that we hold: `writeSync` sets its level, `unexport` gives it back. Both may throw. */
export interface Pin {
  writeSync(value: 0 | 1): void;
  unexport(): void;
}

/**
 * A pin through sysfs alone, where onoff is not installed (it must be compiled).
 * @param gpio as `sysfsNumber` gives it
 * @throws EBUSY when another program holds it, EACCES where we have no right to it, or not yet
 */
export function sysfsPin(gpio: number, root = SYSFS_GPIO): Pin {
  const directory = join(root, `gpio${gpio}`);
  if (!existsSync(directory)) writeFileSync(join(root, 'export'), String(gpio));
  // "low" makes it an output at the low level in one step; "out" may keep the level that it had as an input.
  writeFileSync(join(directory, 'direction'), 'low');
  const value = openSync(join(directory, 'value'), 'r+');
  return {
    writeSync: (level) => void writeSync(value, String(level), 0),
    unexport() {
      closeSync(value);
      writeFileSync(join(root, 'unexport'), String(gpio));
    },
  };
}
