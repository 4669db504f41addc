import { inCents } from '../../energy/euros.ts';
import { aboutEuros, formatUnit, type Lang } from '../../text/format.ts';
import { report as allTexts } from '../../text/report.ts';
import { isProjected, MIN_DAYS, type NoProjection, type Projection } from '../outlook/projection.ts';
import { billOf } from '../sums/bill.ts';
import { ESTIMATED } from '../sums/totals.ts';
import { UNKNOWN } from './amount-text.ts';
import type { SummaryLine } from './summary-line.ts';

/** What running spans will probably come to, and on what condition; or why that cannot be said. */
export function projectionLines(projections: readonly (Projection | NoProjection)[], lang: Lang): SummaryLine[] {
  const texts = allTexts[lang].projection;
  return projections.flatMap((each): SummaryLine[] => {
    const label = texts.label[each.unit];
    if (!isProjected(each)) {
      const note = each.why === 'days' ? texts.tooFew(MIN_DAYS[each.unit], each.seen) : texts.noEjpDay;
      return [{ kind: 'projection', label, note }];
    }
    const { totals, span, seen, unseen, ejp } = each;
    const { net, known } = billOf(totals);
    return [
      {
        ...{ kind: 'projection', label, energy: ESTIMATED + formatUnit(lang, totals.wh / 1000, 'kWh') },
        amount: known === undefined ? UNKNOWN : ESTIMATED + aboutEuros(lang, inCents(known)),
        note: (net === undefined ? texts.partUntil : texts.netUntil)(span.to),
        more: texts.basis(seen, ejp, unseen),
      },
    ];
  });
}
