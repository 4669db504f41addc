import { extname } from 'node:path';

/** The forms of a report. */
export const FORMATS = ['table', 'json', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** The form asked for, else the one that the file's name ends with, else the table. */
export function formatOf(asked: Format | undefined, file: string | undefined): Format {
  const ending = extname(file ?? '')
    .slice(1)
    .toLowerCase();
  return asked ?? FORMATS.find((format) => format === ending) ?? 'table';
}
