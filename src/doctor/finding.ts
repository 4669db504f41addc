import type { Texts } from '../text/index.ts';

export type Severity = 'ok' | 'warning' | 'fault';

type FindingTexts = Texts['doctor']['findings'];
export type Code = keyof FindingTexts;
/** What a finding is about. */
export type Part = keyof Texts['doctor']['parts'];

/** What a check has found, in no language yet. */
export interface Finding {
  readonly level: Severity;
  readonly part: Part;
  readonly code: Code;
  readonly values: readonly (string | number)[];
}

/** @param values what the text of this code is made with */
export function finding<C extends Code>(
  level: Severity,
  part: Part,
  code: C,
  ...values: Parameters<FindingTexts[C]>
): Finding {
  return { level, part, code, values };
}

/** The text of a finding: what is so, and what to do about it. */
export function describeFinding(
  { code, values }: Finding,
  texts: Texts,
): { readonly says: string; readonly cure?: string } {
  const textOf = texts.doctor.findings[code] as (...values: readonly (string | number)[]) => readonly [string, string?];
  const [says, cure] = textOf(...values);
  return { says, ...(cure === undefined ? {} : { cure }) };
}
