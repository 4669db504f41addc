import type { ConfigIssue } from '../config/issue.ts';
import { KNOWN_KEYS, parseSettings } from '../config/settings.ts';
import { parseTariffs } from '../config/tariffs.ts';
import { PriceList } from '../energy/prices.ts';
import type { Host } from '../host/host.ts';
import { parseGroups } from '../host/users.ts';
import type { Day } from '../time/local.ts';
import { type Finding, finding } from './finding.ts';
import { nameOf, sessionLacks } from './port.ts';

/** Faults of one file that are shown one by one. */
const MOST = 8;

export interface PriceFacts {
  readonly today: Day;
  /** The indexes that the meter counts with: HN, HPM… Empty while none is known. */
  readonly keys: readonly string[];
  readonly injects: boolean;
}

/** LinkyAcq.conf: can be read, and every line is understood. */
export function checkSettings(host: Host, path: string): Finding[] {
  const text = host.read(path);
  if (text === undefined) return [absent(host, path, 'ok')];
  return judged(parseSettings(text, path).issues, path);
}

/** tariffs.conf: the same, and a price today for each index that the meter counts with. */
export function checkTariffs(host: Host, path: string, { today, keys, injects }: PriceFacts): Finding[] {
  const text = host.read(path);
  if (text === undefined) return [absent(host, path, 'warning')];
  const { prices: lines, issues } = parseTariffs(text, path);
  const prices = new PriceList(lines);
  const wanted = [...keys, ...(injects ? ['INJECTION'] : [])];
  const missing = wanted.filter((key) => prices.priceOn(key, today) === undefined);
  const found = judged(issues, path);
  if (missing.length > 0) found.push(finding('warning', 'conf', 'priceMissing', missing.join(' '), path, today));
  return found;
}

function judged(faults: readonly ConfigIssue[], path: string): Finding[] {
  if (faults.length === 0) return [finding('ok', 'conf', 'confGood', path)];
  return faults
    .slice(0, MOST)
    .map(({ line, key, value, expected }) =>
      expected === KNOWN_KEYS
        ? finding('warning', 'conf', 'confUnknown', path, line, key, expected)
        : finding('warning', 'conf', 'confFault', path, line, key, value, expected),
    );
}

function absent(host: Host, path: string, level: 'ok' | 'warning'): Finding {
  const code = host.code(path);
  if (code === 'ENOENT') return finding(level, 'conf', level === 'ok' ? 'confAbsent' : 'tariffsAbsent', path);
  const look = host.stat(path);
  if (look && look.kind !== 'file') return finding('fault', 'conf', 'confNoFile', path);
  const gid = look?.gid;
  const group = parseGroups(host).find((one) => one.gid === gid)?.name ?? 'linky';
  const user = nameOf(host);
  return sessionLacks(host, group)
    ? finding('fault', 'conf', 'loginAgain', path, group, user)
    : finding('fault', 'conf', 'confUnreadable', path, group, user);
}
