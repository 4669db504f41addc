import type { Host } from '../host/host.ts';
import { parseUsers } from '../host/users.ts';

/** The words that name this machine, a person or a household: its name, its users' names, its serial number. */
export function secretsOf(host: Host, hostname: string): string[] {
  const people = parseUsers(host).filter(({ uid, name }) => uid >= 1000 && uid < 60_000 && name !== 'pi');
  const serial = /^Serial\s*:\s*(\w+)/m.exec(host.read('/proc/cpuinfo') ?? '')?.[1];
  const words = [hostname, hostname.split('.')[0] ?? '', ...people.map(({ name }) => name), serial ?? ''];
  // The longest first, as one may be part of another. Replacing words of one or two letters would leave nothing readable.
  return [...new Set(words)].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);
}

/** A text that is safe to show to anybody. @param words to hide */
export function redact(text: string, words: readonly string[]): string {
  let safe = text;
  for (const word of words) {
    const quoted = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    safe = safe.replace(new RegExp(`(?<![\\w])${quoted}(?![\\w])`, 'gi'), '***');
  }
  return (
    safe
      .replace(/(\/(?:home|Users)\/)[^/\s,;:)]+/g, '$1***')
      // ADCO, ADSC (12 digits), PRM (14); a masked serial keeps its ends.
      .replace(/\d{4}…\d{4}/g, '****')
      .replace(/\d{10,}/g, '***')
      .replace(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, '**:**')
      .replace(/((?:tcp|mqtts?):\/\/)[^\s,;)]+/g, '$1***')
      .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '***')
      // The serial number of a USB adapter.
      .replace(/(by-id\/usb-[^\s]*?_)[^_\s-]+(-if)/g, '$1***$2')
  );
}
