import type { Host } from '../host/host.ts';
import { HEADER_CHIP, SYSFS_GPIO } from '../panel/gpio.ts';
import { deviceDenied } from './access.ts';
import { type Finding, finding } from './finding.ts';

/** A pin of the header as the kernel numbers it, or why this user cannot set it. */
export function headerPin(
  host: Host,
  part: 'led' | 'relay',
  gpio: number,
): { readonly label: string; readonly number: number } | Finding {
  for (const chip of host.list(SYSFS_GPIO).filter((name) => name.startsWith('gpiochip'))) {
    const label = (host.read(`${SYSFS_GPIO}/${chip}/label`) ?? '').trim();
    if (!HEADER_CHIP.test(label)) continue;
    const setter = `${SYSFS_GPIO}/export`;
    if (!host.may(setter, 'write')) return deviceDenied(host, 'warning', part, setter);
    return { label, number: Number(host.read(`${SYSFS_GPIO}/${chip}/base`)) + gpio };
  }
  const isThere = host.stat(SYSFS_GPIO) !== undefined;
  if (part === 'relay') return finding('fault', part, isThere ? 'relayUnknown' : 'relayNone');
  return finding('warning', part, isThere ? 'gpioUnknown' : 'gpioNone');
}
