import { withNext, withSettings } from '../chosen.ts';
import type { Selection } from '../selection.ts';
import { SETTING_NAMES } from '../settings.ts';
import { pricesInForce } from '../sheet-prices.ts';
import { type KeyContext, scrolled } from './moves.ts';

/** Keys that change the chosen setting, and in which direction. */
const STEPS: Readonly<Record<string, 1 | -1>> = { ...{ right: 1, enter: 1, p: 1 }, left: -1 };

/** What a key makes of the open sheet of settings. */
export function sheetKey(selection: Selection, key: string, { state, today, base }: KeyContext): Selection {
  const { sheetRow = 0 } = selection;
  if (key === 'escape' || key === 'o') return { ...selection, sheetRow: undefined };
  if (key === 'R') return base ? withSettings(selection, base) : selection;
  const [name, step] = [SETTING_NAMES[sheetRow], STEPS[key]];
  // The rows below the settings, the prices, are only looked at.
  if (step !== undefined) return name === undefined ? selection : withNext(selection, name, step);
  const rows = SETTING_NAMES.length + pricesInForce(state, today).length;
  return { ...selection, sheetRow: scrolled(sheetRow, key, rows) };
}
