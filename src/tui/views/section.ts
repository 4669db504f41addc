import { blank, filled, type Line, panel, type Size } from '../layout/lines.ts';

/** Whether the body of a screen has room for frames; without them a section is a title over its rows. */
export const hasFrames = ({ width, height }: Size): boolean => width >= 80 && height >= 18;

/** Rows that a section's own frame or title takes. */
export const frameRows = (frames: boolean): number => (frames ? 2 : 1);

/** A part of a view, rows under a title, in rows that fill the size exactly. */
export function section(title: Line, rows: readonly Line[], size: Size, frames: boolean): Line[] {
  if (frames) return panel(title, rows, size.width, size.height);
  return filled(title.length === 0 ? rows : [[blank(1), ...title], ...rows], size);
}
