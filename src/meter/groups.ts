import type { Frame } from '../tic/frame.js';

/** The data of a frame's groups by label: what every fact about the meter is read from. */
export type Groups = ReadonlyMap<string, string>;

export function groupsOf(frame: Frame): Groups {
  return new Map(frame.groups.map((group) => [group.label, group.data]));
}
