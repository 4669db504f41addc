import { join } from 'node:path';
import type { ConfigIssue } from '../config/issue.ts';
import { parseSettings } from '../config/settings.ts';
import { parseTariffs } from '../config/tariffs.ts';
import { PriceList, subscriptionKeyOf } from '../energy/prices.ts';
import { copyCommand } from '../host/copy-command.ts';
import type { Host } from '../host/host.ts';
import { CONTRACTS, contractOfKey } from '../meter/contract.ts';
import { dayOf } from '../time/local.ts';
import { fileDenied } from './access.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Issues of one file that are shown: all of any file that was written by hand. */
const MAX_ISSUES = 200;

/** LinkyAcq.conf can be read, and every line is understood. */
export function checkSettings({ host, conf }: Examination): Finding[] {
  const text = host.read(conf);
  if (text === undefined) return [unreadable(host, conf, finding('ok', 'conf', 'confAbsent', conf))];
  return issueFindings(parseSettings(text, conf).issues, conf);
}

/** tariffs.conf can be read, every line is understood, and each index that the meter counts with has a price today. */
export function checkTariffs({ host, prices: path, models, now, daemon, lineProbes }: Examination): Finding[] {
  const text = host.read(path);
  if (text === undefined) {
    const copy = copyCommand(host, join(models, 'tariffs.conf'), path);
    return [unreadable(host, path, finding('warning', 'conf', 'tariffsAbsent', path, copy))];
  }
  const { prices: lines, issues } = parseTariffs(text, path);
  const prices = new PriceList(lines);
  const today = dayOf(now);
  const needed = priceKeys(daemon, lineProbes);
  const contract = needed[0] && contractOfKey(needed[0]);
  const byPower = [...needed, ...(contract ? [subscriptionKeyOf(contract)] : [])];
  const lacksPower = byPower.some((key) => prices.priceOn(key, today) === undefined && prices.needsPower(key, today));
  const missing = needed.filter((key) => prices.priceOn(key, today) === undefined && !prices.needsPower(key, today));
  // Instead of "no fault" where the power is all that is missing.
  const findings = issues.length === 0 && lacksPower ? [] : issueFindings(issues, path);
  if (lacksPower) findings.push(finding('warning', 'conf', 'powerMissing', path, today));
  if (missing.length > 0) findings.push(finding('warning', 'conf', 'priceMissing', missing.join(' '), path, today));
  return findings;
}

/** @param most issues that are shown @param others issues besides these */
export function issueFindings(issues: readonly ConfigIssue[], path: string, most = MAX_ISSUES, others = 0): Finding[] {
  if (issues.length === 0) return [finding('ok', 'conf', 'confGood', path)];
  const told = issues
    .slice(0, most)
    .map(({ line, key, value, expected, near }) =>
      near
        ? finding('warning', 'conf', 'confUnknown', path, line, key, near.join(' '))
        : finding('warning', 'conf', 'confFault', path, line, key, value, expected),
    );
  const rest = issues.length - told.length + others;
  return rest > 0 ? [...told, finding('warning', 'conf', 'confMore', path, rest)] : told;
}

/** The prices that the meter needs: by its indexes as the daemon knows them, or by the contract that the probe received. */
function priceKeys(daemon: Examination['daemon'], lineProbes: Examination['lineProbes']): readonly string[] {
  const sample = daemon?.sample;
  if (sample) {
    const injects = sample.injectionIndex !== undefined || (sample.pinj ?? 0) > 0;
    return [...Object.keys(sample.indexes), ...(injects ? ['INJECTION'] : [])];
  }
  const name = lineProbes.find(({ contract }) => contract !== undefined)?.contract ?? '';
  return CONTRACTS.find((known) => known.name === (name.startsWith('BBR') ? 'TEMPO' : name))?.keys ?? [];
}

/** Why a file cannot be read. @param absent what is said where there is none */
export function unreadable(host: Host, path: string, absent: Finding): Finding {
  if (host.code(path) === 'ENOENT') return absent;
  const stat = host.stat(path);
  if (stat && stat.kind !== 'file') return finding('fault', 'conf', 'confNoFile', path);
  return fileDenied(host, 'conf', 'confUnreadable', path);
}
