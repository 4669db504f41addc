import { createReadStream } from 'node:fs';
import { codeOf } from '../../host/files.ts';
import { cli } from '../../text/cli.ts';
import { type Frame, FrameReader } from '../../tic/frame.ts';
import type { TicMode } from '../../tic/labels.ts';
import type { Call } from '../command.ts';
import { CliError } from '../errors.ts';
import { Output } from '../output.ts';

/**
 * `decode`: TIC bytes to NDJSON, with memory that does not grow with the input.
 * @throws CliError when the input cannot be read, is empty or has not one group
 */
export async function decode(call: Call<{ readonly mode: TicMode | 'auto' }>): Promise<number> {
  const { argument: file = '-', options, lang } = call;
  const texts = cli[lang];
  const input = file === '-' ? process.stdin : createReadStream(file);
  const output = new Output(process.stdout, 'stdout', texts);
  let lines = '';
  const reader = new FrameReader((frame: Frame) => {
    const groups = frame.groups.map(({ mode: _mode, ...group }) => group);
    lines += `${JSON.stringify({ type: 'frame', mode: frame.mode, complete: frame.complete, groups })}\n`;
  }, options.mode);
  try {
    for await (const chunk of input) {
      reader.push(chunk as Buffer);
      if (!(await output.write(lines))) return 0;
      lines = '';
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(texts.unreadable(file, codeOf(error)), 1, error);
  }
  reader.end();
  const { bytes, frames, complete, valid, rejected } = reader.counts;
  lines += `${JSON.stringify({ type: 'summary', bytes, frames, complete, groups: { valid, rejected } })}\n`;
  await output.write(lines);
  await output.end();
  if (bytes === 0) throw new CliError(texts.decodeEmpty(file));
  if (valid === 0) throw new CliError(texts.decodeNothing(file));
  return 0;
}
