/** What `report --compare` takes. Read by the help of every command: this file imports nothing. */

/** The contracts whose periods and prices are known to all: those of meter/contract.ts, in small letters. */
export const COMPARED_CONTRACTS = ['base', 'hc', 'tempo', 'ejp'] as const;
export type ComparedContract = (typeof COMPARED_CONTRACTS)[number];
