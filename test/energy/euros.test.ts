import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayOfMonthly, type Euros, energyCost, eurosOf, inCents } from '../../src/energy/euros.ts';

/** A fraction of whole numbers, as one calculates by hand. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const add = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});

/** Cents, half a cent away from zero, as the text of a euro amount. */
function text({ over, under }: Fraction): string {
  const size = over < 0n ? -over : over;
  const cents = (size * 200n + under) / (2n * under);
  const digits = String(cents).padStart(3, '0');
  return `${over < 0n && cents > 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A price as a file has it: its text, the number read of it, and its exact value. */
const priceOf = (max: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: max - 1 }), fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 12 }))
    .map(([whole, decimals]) => {
      const typed = decimals === '' ? `${whole}` : `${whole}.${decimals}`;
      return { typed, price: Number(typed), over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
    });

const energy = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), priceOf(10)).map(([wh, { price, over, under }]) => ({
  amount: energyCost(wh, price),
  exact: { over: BigInt(wh) * over, under: under * 1000n },
}));
const subscription = fc
  .tuple(fc.integer({ min: 28, max: 31 }), priceOf(1000))
  .map(([days, { price, over, under }]) => ({
    amount: dayOfMonthly(price, days),
    exact: { over, under: under * BigInt(days) },
  }));

describe('euros', () => {
  test('half a cent goes away from zero, on the decimals that were typed', () => {
    const shown = ([wh, price]: readonly [number, number]): number => inCents(energyCost(wh, price));
    const cases = [
      [1000, 1.005, 1.01], // the binary 1.005 is a little less
      [1000, 0.285, 0.29],
      [1000, 8.575, 8.58],
      [1000, 0.00499999, 0],
      [5, 1, 0.01], // 5 Wh at 1 €/kWh are half a cent
      [4, 1, 0],
      [25_000, 0.0002, 0.01],
      [999_999_999, 9.999999999999, 9_999_999.99],
    ] as const;
    for (const [wh, price, euros] of cases) assert.equal(shown([wh, price]), euros, `${wh} Wh × ${price}`);
    assert.equal(inCents(-energyCost(1000, 1.005)), -1.01);
    assert.equal(inCents(-energyCost(1, 1)), 0);
  });

  test('sums are those of fractions, whatever is added and in whatever order', () => {
    const amounts = fc.array(fc.oneof(energy, subscription), { maxLength: 60 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 60 }), (parts, cut) => {
        const exact = parts.reduce((sum, part) => add(sum, part.exact), { over: 0n, under: 1n });
        const sum = eurosOf(parts, ({ amount }) => amount) as Euros;
        assert.equal(inCents(sum).toFixed(2), text(exact));
        assert.equal(inCents(-sum).toFixed(2).replace('-0.00', '0.00'), text({ ...exact, over: -exact.over }));
        const turned = [...parts.slice(cut), ...parts.slice(0, cut)];
        assert.equal(
          eurosOf(turned, ({ amount }) => amount),
          sum,
        );
      }),
      { numRuns: 200 },
    );
  });

  test('every decimal of a price counts: a kWh costs the price that was typed', () => {
    fc.assert(
      fc.property(priceOf(10), ({ price, over, under }) => {
        assert.equal(energyCost(1000, price) * under, energyCost(1000, 1) * over);
      }),
    );
  });

  test('the days of a month cost the month, whatever its length', () => {
    for (const days of [28, 29, 30, 31])
      fc.assert(
        fc.property(priceOf(1000), ({ price, over, under }) => {
          const month = Array.from({ length: days }, () => dayOfMonthly(price, days));
          const sum = eurosOf(month, (day) => day) as Euros;
          assert.equal(sum * under, energyCost(1000, 1) * over);
        }),
        { numRuns: 25 },
      );
  });

  test('a sum with an unknown part is unknown', () => {
    assert.equal(
      eurosOf([1n, undefined, 2n], (part) => part),
      undefined,
    );
    assert.equal(
      eurosOf([], () => undefined),
      0n,
    );
  });
});
