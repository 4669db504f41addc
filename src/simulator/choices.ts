/** What a simulated meter can be asked for. Read by the help of every command: this file imports nothing. */

/**
 * What the simulated days are like:
 * - day: ordinary, without a mobile peak;
 * - ejp-day: every day is an EJP day;
 * - ejp-season: 22 of the Mondays to Fridays between 1 November and 31 March are EJP days;
 * - overload: twice a day more is drawn than is subscribed;
 * - contract-change: in the first night at 00:10 the meter moves from its contract to BASE;
 * - mode-flip: in the first night at 00:10 it changes from one TIC mode to the other;
 * - noisy: an ordinary day on a bad wire;
 * - weather: a house heated by the weather, whose coldest winter days are EJP days, or white and red ones of Tempo.
 */
export const SCENARIOS = [
  'day',
  'ejp-day',
  'ejp-season',
  'overload',
  'contract-change',
  'mode-flip',
  'noisy',
  'weather',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Contracts of a simulated meter. */
export const SIMULATED_CONTRACTS = ['base', 'hc', 'ejp', 'tempo', 'producer'] as const;
