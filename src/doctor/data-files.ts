import { dirname, join } from 'node:path';
import { parseEjpDays, parseTempoDays } from '../config/day-kinds.ts';
import type { ConfigIssue } from '../config/issue.ts';
import { MAX_PRODUCTION_BYTES, parseProduction, productionPath } from '../config/production.ts';
import { MAX_TEXT_BYTES } from '../config/read.ts';
import { issueFindings, unreadable } from './configuration.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';

/** Issues of one file that are shown: thousands of lines of a program may all have the same fault. */
const MAX_ISSUES = 5;

/** A file of data: what is read of it, bytes, and how. */
interface DataFile {
  readonly path: string;
  readonly most: number;
  parse(text: string, path: string): { readonly issues: readonly ConfigIssue[]; readonly others?: number };
  /** What is said where there is none. */
  readonly absent: readonly Finding[];
}

/** The files that say what days are like: neither need be there, and every line of one that is must be understood. */
export function checkDayFiles(examination: Examination): Finding[] {
  const beside = dirname(examination.conf);
  const common = { most: MAX_TEXT_BYTES, absent: [] };
  return [
    ...dataFindings(examination, { ...common, path: join(beside, 'ejp-days.conf'), parse: parseEjpDays }),
    ...dataFindings(examination, { ...common, path: join(beside, 'tempo-days.conf'), parse: parseTempoDays }),
  ];
}

/** What panels make: a file, or a directory of logs that is not the home's own. */
export function checkProduction(examination: Examination): Finding[] {
  const { host, conf, logs, settings } = examination;
  const named = settings.PRODUCTION;
  const path = productionPath(conf, named);
  if (host.stat(path)?.kind === 'directory') {
    if (host.real(path) === host.real(logs)) return [finding('warning', 'conf', 'productionIsHome', path)];
    return host.may(path, 'read') ? [] : [unreadable(host, path, finding('warning', 'conf', 'dataAbsent', path))];
  }
  const absent = named === undefined ? [] : [finding('warning', 'conf', 'dataAbsent', path)];
  return dataFindings(examination, { path, most: MAX_PRODUCTION_BYTES, parse: parseProduction, absent });
}

function dataFindings({ host }: Examination, { path, most, parse, absent }: DataFile): Finding[] {
  const text = host.read(path, most + 1);
  if (text === undefined) {
    const [said] = absent;
    if (host.code(path) === 'ENOENT') return said ? [said] : [];
    return [unreadable(host, path, finding('warning', 'conf', 'dataAbsent', path))];
  }
  if (Buffer.byteLength(text) > most) return [finding('warning', 'conf', 'dataTooLarge', path, most)];
  const { issues, others = 0 } = parse(text, path);
  return issueFindings(issues, path, MAX_ISSUES, others);
}
