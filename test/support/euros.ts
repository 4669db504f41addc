import { type Euros, energyCost } from '../../src/energy/euros.ts';

/** An exact amount: 1.3 is €1.30, what one kWh of that price costs. */
export const euros = (amount: number): Euros => energyCost(1000, amount);
