import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { installed } from './installed.ts';

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

/** Takes a pin of the header as an output that has this level from the beginning. @throws as `sysfsPin` */
export type OpenPin = (pin: number, level: 0 | 1) => Pin;

/** How pins are taken on this machine: by onoff, or without it (it is compiled at install, and may be missing) by sysfs alone. */
export async function pinOpener(): Promise<OpenPin> {
  const onoff = installed<typeof import('onoff')>('onoff');
  return (pin, level) => {
    const gpio = sysfsNumber(pin);
    if (!onoff) return sysfsPin(gpio, level);
    // Without this right onoff would try ten thousand times in a row.
    accessSync(join(SYSFS_GPIO, 'export'), constants.W_OK);
    return new onoff.Gpio(gpio, DIRECTIONS[level]);
  };
}

/** Makes it an output of this level in one step; "out" is low, and low is on for some relays. */
const DIRECTIONS = ['low', 'high'] as const;

/**
 * A pin through sysfs alone, as an output of this level.
 * @param gpio as `sysfsNumber` gives it
 * @throws EBUSY when another program holds it, EACCES where we have no right to it, or not yet
 */
export function sysfsPin(gpio: number, level: 0 | 1, root = SYSFS_GPIO): Pin {
  const directory = join(root, `gpio${gpio}`);
  if (!existsSync(directory)) writeFileSync(join(root, 'export'), String(gpio));
  writeFileSync(join(directory, 'direction'), DIRECTIONS[level]);
  const value = openSync(join(directory, 'value'), 'r+');
  return {
    writeSync: (level) => void writeSync(value, String(level), 0),
    unexport() {
      closeSync(value);
      writeFileSync(join(root, 'unexport'), String(gpio));
    },
  };
}
