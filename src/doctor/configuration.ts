import type { ConfigIssue } from '../config/issue.ts';
import { KNOWN_KEYS, parseSettings } from '../config/settings.ts';
import { parseTariffs } from '../config/tariffs.ts';
import { PriceList } from '../energy/prices.ts';
import type { Host } from '../host/host.ts';
import { parseGroups } from '../host/users.ts';
import type { Day } from '../time/local.ts';
import { type Finding, finding } from './finding.ts';
import { currentUser, sessionLacks } from './port.ts';

/** Issues of one file that are shown. */
const MAX_ISSUES = 8;

export interface PriceInput {
  readonly today: Day;
  /** The indexes that the meter counts with: HN, HPM… Empty while they are unknown. */
  readonly keys: readonly string[];
  readonly injects: boolean;
}

/** LinkyAcq.conf can be read, and every line is understood. */
export function checkSettings(host: Host, path: string): Finding[] {
  const text = host.read(path);
  if (text === undefined) return [unreadable(host, path, 'ok')];
  return issueFindings(parseSettings(text, path).issues, path);
}

/** tariffs.conf can be read, every line is understood, and each index that the meter counts with has a price today. */
export function checkTariffs(host: Host, path: string, { today, keys, injects }: PriceInput): Finding[] {
  const text = host.read(path);
  if (text === undefined) return [unreadable(host, path, 'warning')];
  const { prices: lines, issues } = parseTariffs(text, path);
  const prices = new PriceList(lines);
  const needed = [...keys, ...(injects ? ['INJECTION'] : [])];
  const missing = needed.filter((key) => prices.priceOn(key, today) === undefined);
  const findings = issueFindings(issues, path);
  if (missing.length > 0) findings.push(finding('warning', 'conf', 'priceMissing', missing.join(' '), path, today));
  return findings;
}

function issueFindings(issues: readonly ConfigIssue[], path: string): Finding[] {
  if (issues.length === 0) return [finding('ok', 'conf', 'confGood', path)];
  return issues
    .slice(0, MAX_ISSUES)
    .map(({ line, key, value, expected }) =>
      expected === KNOWN_KEYS
        ? finding('warning', 'conf', 'confUnknown', path, line, key, expected)
        : finding('warning', 'conf', 'confFault', path, line, key, value, expected),
    );
}

function unreadable(host: Host, path: string, level: 'ok' | 'warning'): Finding {
  const code = host.code(path);
  if (code === 'ENOENT') return finding(level, 'conf', level === 'ok' ? 'confAbsent' : 'tariffsAbsent', path);
  const stat = host.stat(path);
  if (stat && stat.kind !== 'file') return finding('fault', 'conf', 'confNoFile', path);
  const gid = stat?.gid;
  const group = parseGroups(host).find((one) => one.gid === gid)?.name ?? 'linky';
  const user = currentUser(host);
  return sessionLacks(host, group)
    ? finding('fault', 'conf', 'loginAgain', path, group, user)
    : finding('fault', 'conf', 'confUnreadable', path, group, user);
}
