import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { codeOf } from '../../host/files.ts';
import type { Exported } from '../model/selection.ts';

/** A view as the text of a file. */
export interface ExportContent {
  /** Of the file, without a directory. */
  readonly name: string;
  readonly text: string;
}

/** What a directory answers that cannot be written to: another one may. */
const ELSEWHERE = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];
/** Files of one name that are counted through. */
const MAX_TRIES = 1000;

/**
 * Writes a file into the first of these directories that can be written to: the one we are in, the user's own, that of
 * temporary files. No file is written over: the next one is called NAME-2. Never throws.
 */
export async function writeExport({ name, text }: ExportContent, env: NodeJS.ProcessEnv): Promise<Exported> {
  const directories = [process.cwd(), env['HOME'] ?? '', tmpdir()].filter((path) => path !== '');
  let first: Exported | undefined;
  for (const directory of directories) {
    const result = await writeInto(directory, name, text);
    if (result.kind !== 'refused' || !ELSEWHERE.includes(result.code)) return result;
    first ??= result;
  }
  return first ?? { kind: 'refused', path: name, code: 'ENOENT' };
}

async function writeInto(directory: string, name: string, text: string): Promise<Exported> {
  const { name: stem, ext } = parse(name);
  for (let i = 1; ; i++) {
    const path = join(directory, i === 1 ? name : `${stem}-${i}${ext}`);
    const code = await codeOfWriting(path, text);
    if (code === undefined) return { kind: 'written', path };
    if (code !== 'EEXIST' || i === MAX_TRIES) return { kind: 'refused', path, code };
  }
}

/** @returns why it could not be written, the system's code: half a file is taken away */
async function codeOfWriting(path: string, text: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(text);
    } catch (error) {
      await unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
