import type { Frame } from '../tic/frame.ts';

/** The data of a frame's groups by label: what every fact about the meter is read from. */
export type DataByLabel = ReadonlyMap<string, string>;

export function dataByLabel(frame: Frame): DataByLabel {
  return new Map(frame.groups.map((group) => [group.label, group.data]));
}
