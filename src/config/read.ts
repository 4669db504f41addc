import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** No configuration is larger, bytes; what is, is another file. */
const LARGEST = 1 << 20;

/**
 * The text of a configuration file.
 * @throws the system's error; code EFBIG for a file that is too large, EINVAL for what is no file: a pipe would be
 * waited for, a device has no end
 */
export function readText(file: string): string {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    const code = stat.isDirectory() ? 'EISDIR' : !stat.isFile() ? 'EINVAL' : stat.size > LARGEST ? 'EFBIG' : undefined;
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}
