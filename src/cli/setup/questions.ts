import { checkSetting } from '../../config/edit-settings.ts';
import { priceLine, readPriceValue } from '../../config/edit-tariffs.ts';
import type { Settings } from '../../config/settings.ts';
import { parseTariffs } from '../../config/tariffs.ts';
import { PriceList } from '../../energy/prices.ts';
import { formatNumber } from '../../text/format.ts';
import type { Texts } from '../../text/index.ts';
import { parseDay } from '../../time/day-text.ts';
import type { Day } from '../../time/local.ts';
import type { Answer, Question } from './interview.ts';

type SetupTexts = Texts['setup'];

/** A value of LinkyAcq.conf, checked by its own parser. @param found what Enter keeps */
export function settingQuestion(
  name: keyof Settings,
  text: string,
  found: Question<string>['found'],
  translate: (answer: string) => string = (answer) => answer,
): Question<string> {
  return {
    text,
    found,
    read: (answer) => {
      const value = translate(answer);
      return checkSetting(name, value) ?? { value };
    },
  };
}

/** A price or the subscribed power, as the user writes it: the unit behind it may stay. */
export interface PriceAnswer {
  readonly value: string;
  readonly price: number;
}

export function priceQuestion(key: string, text: string, found: Question<PriceAnswer>['found']): Question<PriceAnswer> {
  return {
    text,
    found,
    read: (answer) => {
      const value = answer.replace(/\s*(kva|€.*|eur\w*.*)$/i, '');
      const read = readPriceValue(key, value);
      if ('expected' in read) return read;
      // A meter with no power at all is a slip.
      return key === 'KVA' && read.price < 1 ? { expected: '1…36 kVA' } : { value: { value, price: read.price } };
    },
  };
}

export const yesNo = (text: string, found: boolean, t: SetupTexts): Question<boolean> => ({
  text,
  found: { value: found, shown: found ? t.yesShown : t.noShown },
  read: (answer) =>
    /^(o|oui|y|yes)$/i.test(answer)
      ? { value: true }
      : /^(n|non|no)$/i.test(answer)
        ? { value: false }
        : { expected: t.yesOrNo },
});

/**
 * The day that prices hold from. It is refused where a line of the file would be in force today all the same: what the
 * user has said would not count.
 */
export function sinceQuestion(
  answers: readonly { readonly key: string; readonly value: string; readonly price: number }[],
  tariffs: string,
  today: Day,
  t: SetupTexts,
): Question<Day> {
  const read = (answer: string): Answer<Day> => {
    const { day } = parseDay(answer, today) as { day?: Day };
    if (day === undefined) return { expected: t.sinceExpected(today) };
    const lines = answers.map(({ key, value }) => priceLine({ day, key, value }));
    const list = new PriceList(parseTariffs([tariffs, ...lines].join('\n'), '').prices);
    const hidden = answers.find(({ key, price }) => list.inForceOn(key, today)?.price !== price);
    const newer = hidden && list.inForceOn(hidden.key, today);
    return newer ? { expected: t.sinceHidden(newer.key, newer.day, today) } : { value: day };
  };
  const text = t.since(answers.map(({ key }) => key).join(', '));
  return { text, hint: t.sinceHint, found: { value: today, shown: t.day(today) }, read };
}

/** A price as a number in the user's language, with the decimals that it has. */
export const shownPrice = (t: Texts, price: number): string =>
  formatNumber(t.lang, price, Math.max(2, String(price).split('.')[1]?.length ?? 0));
