import { withSetting } from '../../config/edit-settings.ts';
import { withPrices } from '../../config/edit-tariffs.ts';
import { type EditableText, editable } from '../../config/read.ts';
import { parseSettings } from '../../config/settings.ts';
import type { StagedFile } from '../../host/files.ts';
import type { Machine } from '../../host/machine.ts';
import type { Answers } from './answers.ts';

/** A file that may get another text. */
export interface FileChange extends EditableText {
  readonly path: string;
  readonly before: string;
  /** False: it is to be copied from the program's own, or from a former home. */
  readonly isThere: boolean;
  /** The former file that one which nobody had touched has taken over. */
  readonly former?: string;
}

/** LinkyAcq.conf with the answers: a setting that is in force already has no line changed. */
export function withAnswers(conf: EditableText, { settings }: Answers): EditableText {
  let { text } = conf;
  for (const [name, value] of settings) {
    const inForce = parseSettings(text, '').settings[name];
    const read = parseSettings(withSetting('', name, value), '').settings[name];
    if (inForce !== read) text = withSetting(text, name, value);
  }
  return { ...conf, text };
}

export const withNewPrices = (tariffs: EditableText, { prices }: Answers): EditableText => ({
  ...tariffs,
  text: prices.length === 0 ? tariffs.text : withPrices(tariffs.text, prices),
});

export const emptyFile = (): EditableText => editable(Buffer.alloc(0));

/** The lines of a text that another one has not. */
export function newLines(before: string, after: string): string[] {
  const old = new Map<string, number>();
  for (const line of before.split(/\r?\n/)) old.set(line, (old.get(line) ?? 0) + 1);
  return after.split(/\r?\n/).filter((line) => {
    const left = old.get(line) ?? 0;
    old.set(line, left - 1);
    return left <= 0;
  });
}

/** Writes all files beside their places first, where a full disk would tell, and then puts each in its place. */
export function writeAll(machine: Machine, changes: readonly FileChange[]): void {
  const staged: StagedFile[] = [];
  try {
    for (const { path, text, encode } of changes) staged.push(machine.stage(path, encode(text)));
    for (const file of staged) file.put();
  } catch (error) {
    for (const file of staged) file.drop();
    throw error;
  }
}
