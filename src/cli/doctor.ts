import { hostname } from 'node:os';
import { diagnose, gather, type Target } from '../doctor/doctor.ts';
import { describeFinding, type Finding } from '../doctor/finding.ts';
import { probeLine } from '../doctor/probe-line.ts';
import { redact, secretsOf } from '../doctor/redact.ts';
import { RealHost } from '../host/host.ts';
import type { Texts } from '../text/index.ts';
import { printable } from '../text/untrusted.ts';
import { type Paths, version } from './paths.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  readonly report?: boolean;
}

/** `doctor`: what is right and what is not, a line each, and what to do. @returns 1 when there is a fault, else 0 */
export async function doctor(options: DoctorOptions, paths: Paths, texts: Texts): Promise<number> {
  const t = texts.doctor;
  const host = new RealHost();
  const subject: Target = { ...paths, version: version() };
  if (process.stderr.isTTY) process.stderr.write(`${t.listening(paths.settings.INPUT_DEV)}\n`);
  const facts = await gather(host, subject, {
    listen: async (port, first) => probeLine((await import('../source/serial.ts')).serialPort(port), first),
    missing: async () => {
      const { missingModules } = await import('../panel/probe.ts');
      const trouble = (await import('../source/serial.ts')).bindingError();
      const missing = await missingModules();
      if (trouble !== undefined) missing.set('serialport', trouble);
      return missing;
    },
    display: async (address) => (await import('../panel/probe.ts')).probeDisplay(address),
  });
  const findings = diagnose(host, subject, facts);
  let text = options.json ? asJson(findings, texts) : asLines(findings, texts);
  if (options.report) text = redact(options.json ? text : `${t.shared}\n\n${text}`, secretsOf(host, hostname()));
  process.stdout.write(text);
  return findings.some(({ level }) => level === 'fault') ? 1 : 0;
}

/** The findings as lines: level, part, what is so; below it what to do. */
function asLines(findings: readonly Finding[], texts: Texts): string {
  const { levels, parts, total } = texts.doctor;
  const widest = (words: Readonly<Record<string, string>>): number =>
    Math.max(...Object.values(words).map((word) => word.length));
  const [levelWidth, partWidth] = [widest(levels), widest(parts)];
  const lines = findings.flatMap((found) => {
    const { says, cure } = describeFinding(found, texts);
    const head = `${levels[found.level].padEnd(levelWidth)}  ${parts[found.part].padEnd(partWidth)}  `;
    const under = ' '.repeat(head.length);
    return [`${head}${printable(says)}`, ...(cure === undefined ? [] : [`${under}→ ${printable(cure)}`])];
  });
  const count = (level: Finding['level']): number => findings.filter((found) => found.level === level).length;
  return `${[...lines, '', total(count('fault'), count('warning'))].join('\n')}\n`;
}

function asJson(findings: readonly Finding[], texts: Texts): string {
  const rows = findings.map((found) => ({ ...found, ...describeFinding(found, texts) }));
  return `${JSON.stringify({ findings: rows }, null, 2)}\n`;
}
