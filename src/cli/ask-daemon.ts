import { FOREIGN } from '../feed/path.ts';
import { type DaemonSnapshot, queryDaemon } from '../feed/query.ts';
import { codeOf } from '../host/files.ts';
import { cli } from '../text/cli.ts';
import type { Lang } from '../text/format.ts';
import { CliError } from './errors.ts';

/**
 * What the daemon says now.
 * @param absent told the system's code before the error is thrown
 * @throws CliError with code 3 when none answers
 */
export function askDaemon(
  socket: string,
  lang: Lang,
  absent: (code: string) => void = () => undefined,
): Promise<DaemonSnapshot> {
  return queryDaemon(socket).catch((error: unknown) => {
    const { foreignSocket, noDaemon } = cli[lang];
    const code = codeOf(error);
    absent(code);
    throw new CliError(code === FOREIGN ? foreignSocket(socket) : noDaemon(socket, code), 3, error);
  });
}
