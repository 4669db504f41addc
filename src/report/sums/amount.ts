import type { Euros } from '../../energy/euros.ts';

/** An amount, of what has a price; undefined where nothing has. */
export interface Amount {
  readonly euros: Euros | undefined;
  /** A price is missing: it is a part only. */
  readonly isPart: boolean;
}

/** An exact amount; where a price is missing the part of it that is known. */
export const amountOr = (exact: Euros | undefined, part: Euros | undefined): Amount =>
  exact === undefined ? { euros: part, isPart: true } : { euros: exact, isPart: false };

/** A sum of amounts some of which may not be known. */
export class AmountSum {
  #known: Euros | undefined;
  #isPart = false;

  /** @param part what is known of an amount that is not known as a whole */
  add(exact: Euros | undefined, part?: Euros): this {
    const euros = exact ?? part;
    if (euros !== undefined) this.#known = this.#known === undefined ? euros : this.#known + euros;
    if (exact === undefined) this.#isPart = true;
    return this;
  }

  /** Undefined as soon as one amount is. */
  get exact(): Euros | undefined {
    return this.#isPart ? undefined : (this.#known ?? 0n);
  }

  /** The part that is known, where it is not known as a whole. */
  get part(): Euros | undefined {
    return this.#isPart ? this.#known : undefined;
  }

  get amount(): Amount {
    return amountOr(this.exact, this.part);
  }
}

/** The sum of amounts some of which may not be known. */
export function amountOf(costs: Iterable<Euros | undefined>): Amount {
  const sum = new AmountSum();
  for (const cost of costs) sum.add(cost);
  return sum.amount;
}
