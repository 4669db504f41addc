import { inCents } from '../../energy/euros.ts';
import { formatNumber, type Lang } from '../../text/format.ts';
import type { Amount } from '../sums/amount.ts';

/** Stands for what is not known. */
export const UNKNOWN = '—';
/** After an amount that lacks something. */
export const PARTIAL = '*';

/** Whether something of an amount is known, and something is not. */
export const isInPart = ({ euros, isPart }: Amount): boolean => isPart && euros !== undefined;

/** Without its unit; a dash where nothing is known, a sign after what is known in part. */
export const amountText = (amount: Amount, lang: Lang): string =>
  amount.euros === undefined
    ? UNKNOWN
    : formatNumber(lang, inCents(amount.euros), 2) + (isInPart(amount) ? PARTIAL : '');
