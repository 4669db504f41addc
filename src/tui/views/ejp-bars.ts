import type { Euros } from '../../energy/euros.ts';
import type { EjpDayReport } from '../../report/sums/ejp-days.ts';
import { ejpTexts } from '../../text/ejp.ts';
import type { Lang } from '../../text/format.ts';
import { blank, type Line, seg } from '../layout/lines.ts';

/** What the same energy would have cost in normal hours, and what it cost more. */
const SIGNS = { normal: '█', extra: '▒' } as const;

/** What the parts of the bars mean. */
export function barHead(lang: Lang): Line {
  const { atNormal, extra } = ejpTexts[lang].list;
  return [
    seg(SIGNS.normal, 'power'),
    seg(` ${atNormal}  `, 'dim'),
    seg(SIGNS.extra, 'peak'),
    seg(` ${extra.toLowerCase()}`, 'dim'),
  ];
}

/** The cost of a peak as a bar of exactly this width, the greatest one of the season full. */
export function costBar({ cost, normalCost }: EjpDayReport, greatest: Euros, width: number): Line {
  if (cost === undefined || greatest <= 0n) return [blank(width)];
  const columns = (amount: Euros): number => Math.round((Number(amount) / Number(greatest)) * width);
  const whole = Math.min(width, Math.max(1, columns(cost)));
  const normal = normalCost === undefined ? 0 : Math.min(whole, columns(normalCost));
  return [
    seg(SIGNS.normal.repeat(normal), 'power'),
    seg(SIGNS.extra.repeat(whole - normal), 'peak'),
    blank(width - whole),
  ];
}
