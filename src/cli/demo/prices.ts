import type { MeterOptions } from '../../simulator/meter.ts';

/** What conf/tariffs.conf leaves to its owner: the power that simulated meters have, kVA. */
const POWERS: Readonly<Record<MeterOptions['contract'], number>> = { ejp: 9, base: 6, producer: 6, hc: 6, tempo: 6 };
/** Of a contract of 2025, €/kWh. */
const INJECTION = '2021-02-01 INJECTION 0.04';

/** The prices of a demo: the program's own, and those without which a page would have a hole. @param own tariffs.conf */
export function demoPrices(own: string, contract: MeterOptions['contract']): string {
  return `${own}\n# demo\n2000-01-01 KVA ${POWERS[contract]}\n${INJECTION}\n`;
}
