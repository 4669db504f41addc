import type { ConfigIssue } from '../config/issue.ts';
import { cli } from '../text/cli.ts';
import { describeIssue } from '../text/conf-faults.ts';
import { daemon } from '../text/daemon.ts';
import type { Lang } from '../text/format.ts';
import { printable } from '../text/untrusted.ts';

/** Issues that are shown; the others are counted. */
const MAX_ISSUES = 5;

/** Tells what is wrong in prices and the like. @param others issues besides these */
export function tellIssues(issues: readonly ConfigIssue[], others: number, lang: Lang): void {
  const told = issues
    .slice(0, MAX_ISSUES)
    .map((issue) => (issue.line === 0 ? cli[lang].unreadable(issue.file, issue.expected) : describeIssue(issue, lang)));
  const more = issues.length + others - told.length;
  for (const line of more > 0 ? [...told, daemon[lang].moreFaults(more)] : told) {
    process.stderr.write(`linky-monitor: ${printable(line)}\n`);
  }
}
