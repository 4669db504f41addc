import type { ConfigIssue } from '../config/issue.ts';
import type { Tariffs } from '../config/tariffs.ts';
import { cli } from '../text/cli.ts';
import { describeIssue } from '../text/conf-faults.ts';
import { daemon } from '../text/daemon.ts';
import type { Lang } from '../text/format.ts';
import { printable } from '../text/untrusted.ts';

/** Issues that are shown; the others are counted. */
const MAX_ISSUES = 5;

/** Of a source of production (commands/production.ts): what is wrong there. */
interface ProductionFaults {
  readonly issues: readonly ConfigIssue[];
  readonly others: number;
  readonly ownLogs?: string;
}

/** Tells what is wrong with the production. */
export function tellProduction({ issues, others, ownLogs }: ProductionFaults, lang: Lang): void {
  if (ownLogs !== undefined) tell(cli[lang].productionIsHome(ownLogs));
  tellIssues(issues, others, lang);
}

/** Tells what is wrong in files of data. @param others issues besides these */
export function tellIssues(issues: readonly ConfigIssue[], others: number, lang: Lang): void {
  tellSome(issues, others, lang, daemon[lang].moreFaults);
}

/** Tells what is wrong in a file that `doctor` lists all faults of. */
export function tellConfIssues(issues: readonly ConfigIssue[], lang: Lang): void {
  tellSome(issues, 0, lang, (count) => cli[lang].doctorHasMore(daemon[lang].moreFaults(count)));
}

/** Tells what is wrong with the prices, also that there are none. */
export function tellTariffs({ issues, isMissing }: Tariffs, path: string, lang: Lang): void {
  if (isMissing) tell(cli[lang].noTariffs(path));
  tellConfIssues(issues, lang);
}

function tellSome(issues: readonly ConfigIssue[], others: number, lang: Lang, more: (count: number) => string): void {
  const isWhole = ({ line, key }: ConfigIssue): boolean => line === 0 && key === '';
  for (const issue of issues.slice(0, MAX_ISSUES))
    tell(isWhole(issue) ? cli[lang].unreadable(issue.file, issue.expected) : describeIssue(issue, lang));
  const left = Math.max(0, issues.length - MAX_ISSUES) + others;
  if (left > 0) tell(more(left));
}

function tell(line: string): void {
  process.stderr.write(`linky-monitor: ${printable(line)}\n`);
}
