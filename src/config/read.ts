import { constants, readFileSync } from 'node:fs';
import { codeOf, withCode, withRegularFile } from '../host/files.ts';

/** A longer file is none of the configuration. */
export const MAX_TEXT_BYTES = 1 << 20;

/**
 * The text of a configuration file.
 * @throws the system's error; code EFBIG for a file above 1 MB, EISDIR or EINVAL for anything but a regular file
 */
export const readText = (file: string): string => readBytes(file).toString('utf8');

function readBytes(file: string, flags = constants.O_RDONLY): Buffer {
  return withRegularFile(
    file,
    (fd, { size }) => {
      if (size > MAX_TEXT_BYTES) throw withCode('EFBIG');
      return readFileSync(fd);
    },
    flags,
  );
}

/** A text that is to be changed, with what turns it into the bytes of its file again: none that is not changed is lost. */
export interface EditableText {
  readonly text: string;
  encode(text: string): Uint8Array;
}

/**
 * The text of a configuration file that is to be written again. One of an old editor may not be UTF-8: its accents stay
 * the bytes that they are.
 * @returns undefined where there is no such file
 * @throws as `readText`
 */
export function readEditable(file: string, followsLinks = true): EditableText | undefined {
  try {
    return editable(readBytes(file, followsLinks ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NOFOLLOW));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function editable(bytes: Buffer): EditableText {
  const encoding = Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes) ? 'utf8' : 'latin1';
  return { text: bytes.toString(encoding), encode: (text) => Buffer.from(text, encoding) };
}
