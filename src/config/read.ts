import { readFileSync } from 'node:fs';
import { withCode, withRegularFile } from '../host/files.ts';

/** Larger files are refused, bytes. */
const LARGEST = 1 << 20;

/**
 * The text of a configuration file.
 * @throws the system's error; code EFBIG for a file that is too large, EISDIR or EINVAL for what is no regular file
 */
export function readText(file: string): string {
  return withRegularFile(file, (fd, { size }) => {
    if (size > LARGEST) throw withCode('EFBIG');
    return readFileSync(fd, 'utf8');
  });
}
