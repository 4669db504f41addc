import type { Texts } from '../text/index.ts';

export type Severity = 'ok' | 'warning' | 'fault';

type Words = Texts['doctor']['findings'];
export type Code = keyof Words;
/** What a finding is about. */
export type Part = keyof Texts['doctor']['parts'];

/** What a check has found, in no language yet. */
export interface Finding {
  readonly level: Severity;
  readonly part: Part;
  readonly code: Code;
  readonly values: readonly (string | number)[];
}

/** @param values what the words of this code are made with */
export function finding<C extends Code>(
  level: Severity,
  part: Part,
  code: C,
  ...values: Parameters<Words[C]>
): Finding {
  return { level, part, code, values };
}

/** The words of a finding: what is so, and what to do about it. */
export function describeFinding(
  { code, values }: Finding,
  texts: Texts,
): { readonly says: string; readonly cure?: string } {
  const words = texts.doctor.findings[code] as (...values: readonly (string | number)[]) => readonly [string, string?];
  const [says, cure] = words(...values);
  return { says, ...(cure === undefined ? {} : { cure }) };
}
