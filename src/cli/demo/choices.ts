/** What a demo can be asked for. Read by the help of every command: this file imports nothing. */

/**
 * Where a demo begins:
 * - ejp-peak: the evening of an EJP day, at 18:30;
 * - notice: its morning, at 06:40, when the peak has been announced.
 */
export const DEMO_SCENARIOS = ['ejp-peak', 'notice'] as const;
export type DemoScenario = (typeof DEMO_SCENARIOS)[number];

/** Forms of `--at`, as an error shows them. */
export const MOMENTS = '18:30 | 24/12 18:30 | 24/12/2026 18:30 | 2026-12-24T18:30';
