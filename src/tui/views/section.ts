import { blank, fit, type Line, panel, type Size } from '../layout/lines.ts';

/** A part of a view: rows under a title. */
export interface Section {
  readonly title: Line;
  readonly rows: readonly Line[];
}

/** Whether the body of a screen has room for frames; without them a section is a title over its rows. */
export const hasFrames = ({ width, height }: Size): boolean => width >= 80 && height >= 18;

/** The section in rows that fill the size exactly. */
export function section({ title, rows }: Section, { width, height }: Size, frames: boolean): Line[] {
  if (frames) return panel(title, rows, width, height);
  const lines = title.length === 0 ? rows : [[blank(1), ...title], ...rows];
  return Array.from({ length: height }, (_, i) => fit(lines[i] ?? [], width));
}

/** Rows that a section's own frame or title takes. */
export const frameRows = (frames: boolean): number => (frames ? 2 : 1);
