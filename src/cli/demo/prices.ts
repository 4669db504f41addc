import type { MeterOptions } from '../../simulator/meter.ts';

/** What conf/tariffs.conf leaves to its owner, for the powers that simulated meters have: €/month of JC144's lists. */
const SUBSCRIPTIONS: Readonly<Record<MeterOptions['contract'], readonly string[]>> = {
  ejp: ['2024-11-01 ABO 15.90', '2025-02-01 ABO 17.20', '2025-08-01 ABO 19.32', '2026-02-01 ABO 19.20'],
  base: ['2021-02-01 ABO 15.65'],
  producer: ['2021-02-01 ABO 15.65'],
  hc: ['2021-02-01 ABO 14.04', '2025-08-01 ABO 15.74', '2026-02-01 ABO 15.65'],
  tempo: ['2021-02-01 ABO 15.59'],
};
/** Of a contract of 2025, €/kWh. */
const INJECTION = '2021-02-01 INJECTION 0.04';

/** The prices of a demo: the program's own, and those without which a page would have a hole. @param own tariffs.conf */
export function demoPrices(own: string, contract: MeterOptions['contract']): string {
  return `${own}\n# demo\n${[...SUBSCRIPTIONS[contract], INJECTION].join('\n')}\n`;
}
