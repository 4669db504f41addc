import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The GPIO controllers of the Pi's header, by the kernel's label: Zero to 3, 4, 5 (facts/platform.md 4). */
const LABELS = /^pinctrl-(bcm2835|bcm2711|rp1)$/;

/**
 * The number under which sysfs knows a pin of the header: kernels since 6.6 count from 512 or 569, not 0.
 * @param root /sys/class/gpio, or a copy of it
 */
export function sysfsNumber(pin: number, root = '/sys/class/gpio'): number {
  for (const chip of readdirSync(root).filter((name) => name.startsWith('gpiochip'))) {
    const read = (file: string): string => readFileSync(join(root, chip, file), 'utf8').trim();
    if (LABELS.test(read('label'))) return Number(read('base')) + pin;
  }
  return pin;
}
