import { editable } from '../../config/read.ts';
import { checkStartup } from '../../doctor/port.ts';
import type { Machine } from '../../host/machine.ts';
import type { Texts } from '../../text/index.ts';
import type { FileChange } from './files.ts';
import type { Interview } from './interview.ts';
import { yesNo } from './questions.ts';

interface Startup {
  /** The files as the user wants them. */
  readonly files: readonly FileChange[];
  /** What is left for him to do. */
  readonly notes: readonly string[];
}

/** Asks what to do with the lines that still start the Perl script: nothing is done to them unasked. */
export async function askStartup(interview: Interview, machine: Machine, t: Texts['setup']): Promise<Startup> {
  const files: FileChange[] = [];
  const notes: string[] = [];
  for (const { file, line, without } of startupLines(machine)) {
    const before = machine.read(file) ?? '';
    // Of two lines of one file the second is left for the next time.
    const isFirst = !files.some(({ path }) => path === file);
    const text = isFirst ? without(before) : undefined;
    const isAgreed = text !== undefined && (await interview.ask(yesNo(t.commentOut(file, line), false, t))) === true;
    if (text !== undefined && isAgreed)
      files.push({ ...editable(Buffer.from(before)), path: file, before, isThere: true, text });
    else notes.push(t.stillStarts(file, line));
  }
  return { files, notes };
}

/** A line of a start-up file that starts the Perl script. */
export interface StartupLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The file's text with that line left out; undefined where that is better done by hand. */
  without(text: string): string | undefined;
}

/** The lines that still start the Perl script with the machine. */
export function startupLines(machine: Machine): StartupLine[] {
  const found = checkStartup({ host: machine }).filter(({ code }) => code === 'oldScript');
  return found.map(({ values: [path, number] }) => {
    const [file, line] = [String(path), Number(number)];
    const isLink = machine.link(file) !== undefined;
    return { file, line, without: (text) => (isLink ? undefined : withoutLine(text, line)) };
  });
}

/**
 * The text with one line as a comment. `:` does nothing: the line may be all that is between `then` and `fi`. One that goes
 * on from or into another line is left to its owner.
 */
export function withoutLine(text: string, line: number): string | undefined {
  const lines = text.split('\n');
  const isContinued = [lines[line - 2], lines[line - 1]].some((each) => each?.trimEnd().endsWith('\\'));
  // What is not UTF-8 could not be written back as it was.
  return isContinued || text.includes('\ufffd')
    ? undefined
    : lines.map((each, i) => (i === line - 1 ? `: # ${each}` : each)).join('\n');
}
