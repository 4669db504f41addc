import type { PeriodStyle } from '../page-data.ts';

/** The colours that the style sheet has for the reader's setting. */
export interface Colours {
  readonly period: Readonly<Record<PeriodStyle, string>>;
  readonly injection: string;
  readonly grid: string;
  readonly label: string;
}

const STYLES = ['plain', 'peak', 'cheap', 'blue', 'white', 'red'] as const satisfies readonly PeriodStyle[];

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const period = Object.fromEntries(STYLES.map((each) => [each, colour(each)])) as Record<PeriodStyle, string>;
  return { period, injection: colour('injection'), grid: colour('grid'), label: colour('faint') };
}

/** A colour `#rrggbb` that lets through what is below it. @param opacity 0 to 1 */
export const translucent = (colour: string, opacity: number): string =>
  colour +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0');
