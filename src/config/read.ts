import { readFileSync } from 'node:fs';
import { withCode, withRegularFile } from '../host/files.ts';

const MAX_BYTES = 1 << 20;

/**
 * The text of a configuration file.
 * @throws the system's error; code EFBIG for a file above 1 MB, EISDIR or EINVAL for anything but a regular file
 */
export function readText(file: string): string {
  return withRegularFile(file, (fd, { size }) => {
    if (size > MAX_BYTES) throw withCode('EFBIG');
    return readFileSync(fd, 'utf8');
  });
}
