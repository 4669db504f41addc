import { hostname } from 'node:os';
import { join } from 'node:path';
import { diagnose, gather } from '../../doctor/doctor.ts';
import { describeFinding, type Finding } from '../../doctor/finding.ts';
import { redact, secretsOf } from '../../doctor/redact.ts';
import { RealHost } from '../../host/host.ts';
import { type Texts, textsIn } from '../../text/index.ts';
import { printable } from '../../text/untrusted.ts';
import type { Call } from '../command.ts';
import { guardStdout } from '../output.ts';
import { enterPaths, PACKAGE, type Paths, version } from '../paths.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  readonly report?: boolean;
}

/** `doctor`: what is right and what is not, a line each, and what to do. @returns 1 when there is a fault, else 0 */
export async function doctor({ options, lang }: Call<DoctorOptions>): Promise<number> {
  const texts = textsIn(lang);
  guardStdout(texts.cli);
  const paths = enterPaths(options);
  if (process.stderr.isTTY) process.stderr.write(`${texts.doctor.listening(paths.settings.INPUT_DEV)}\n`);
  const { text, findings } = await examine(options, paths, texts);
  process.stdout.write(text);
  return findings.some(({ level }) => level === 'fault') ? 1 : 0;
}

/** Examines this machine. @returns the findings, and as the text that the options ask for */
export async function examine(options: DoctorOptions, paths: Paths, texts: Texts) {
  const host = new RealHost();
  const target = { ...paths, version: version(), models: join(PACKAGE, 'conf') };
  const findings = diagnose(host, target, await gather(host, target));
  const text = options.json ? asJson(findings, texts) : asLines(findings, texts);
  if (!options.report) return { text, findings };
  const titled = options.json ? text : `${texts.doctor.shared}\n\n${text}`;
  return { text: redact(titled, secretsOf(host, hostname())), findings };
}

/** The findings as lines: level, part and what is so; on the next line what to do. */
function asLines(findings: readonly Finding[], texts: Texts): string {
  const { levels, parts, total } = texts.doctor;
  const widest = (texts: Readonly<Record<string, string>>): number =>
    Math.max(...Object.values(texts).map((text) => text.length));
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
