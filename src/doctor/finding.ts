import type { Texts } from '../text/index.ts';

type FindingTexts = Texts['doctor']['findings'];

/** What a check has found, in no language yet. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  /** What it is about. */
  readonly part: keyof Texts['doctor']['parts'];
  readonly code: keyof FindingTexts;
  readonly values: readonly (string | number)[];
}

/** @param values what the text of this code is made with */
export function finding<C extends Finding['code']>(
  level: Finding['level'],
  part: Finding['part'],
  code: C,
  ...values: Parameters<FindingTexts[C]>
): Finding {
  return { level, part, code, values };
}

/** The text of a finding: what is so, and what to do about it. */
export function describeFinding({ code, values }: Finding, texts: Texts) {
  const textOf = texts.doctor.findings[code] as (...values: readonly (string | number)[]) => readonly [string, string?];
  const [says, cure] = textOf(...values);
  return { says, ...(cure === undefined ? {} : { cure }) };
}
