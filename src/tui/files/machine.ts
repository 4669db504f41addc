import { delimiter, dirname, join, relative } from 'node:path';
import { copyCommand, mayMake } from '../../host/copy-command.ts';
import { type Host, RealHost } from '../../host/host.ts';
import { unitInForce } from '../../host/unit.ts';
import { groupNamed, isMember, parseGroups, parseUsers } from '../../host/users.ts';
import type { Access, Machine } from '../model/machine.ts';

/** The program's own file, and its package's directory. */
export interface Program {
  readonly cli: string;
  readonly directory: string;
  /** The directories that the command line names: a daemon must have them too. */
  readonly options?: string;
}

export interface MachineRequest {
  readonly env: NodeJS.ProcessEnv;
  readonly program: Program;
  /** The directory that we are in, and Node's own file. */
  readonly cwd: string;
  readonly node: string;
  readonly socket: string;
  readonly logs: string;
  readonly pricesFile: string;
}

/** systemd makes this directory where it runs the machine. */
const SYSTEMD = '/run/systemd/system';
/** Where sudo looks for programs, whatever PATH says. */
const SECURE_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const NAME = 'linky-monitor';

/** Finds out what can be done here: a dozen looks at files. Never throws. */
export function examineMachine(request: MachineRequest, host: Host = new RealHost()): Machine {
  const { env, program, socket, logs, pricesFile } = request;
  const sudo = host.user.uid === 0 ? '' : 'sudo ';
  const path = (env['PATH'] ?? '').split(delimiter);
  const model = join(program.directory, 'conf', 'tariffs.conf');
  const hasPrices = host.stat(pricesFile) !== undefined;
  return {
    program: callOf(host, request, path),
    options: program.options ?? '',
    asRoot: `${sudo}${callOf(host, request, sudo === '' ? path : SECURE_PATH)}`,
    sudo,
    service: unitInForce(host) ? 'installed' : host.stat(SYSTEMD) ? 'none' : 'noSystemd',
    canTry: mayMake(host, logs),
    socketAccess: accessTo(host, socket, 'write'),
    logsAccess: accessTo(host, logs, 'read'),
    logs,
    pricesCommand: hasPrices || !host.stat(model) ? undefined : copyCommand(host, model, pricesFile),
  };
}

/** The words that run this program, with these directories of programs. */
function callOf(host: Host, { program, cwd, node }: MachineRequest, path: readonly string[]): string {
  const isSame = (name: string, file: string): boolean => {
    const real = host.real(file);
    return real !== undefined && path.some((directory) => host.real(join(directory, name)) === real);
  };
  if (isSame(NAME, program.cli)) return NAME;
  const cli = cwd === program.directory ? relative(cwd, program.cli) : program.cli;
  return `${isSame('node', node) ? 'node' : node} ${cli}`;
}

/** Which group could use a path that this account may not; undefined where it may, or where no group could. */
function accessTo(host: Host, path: string, what: 'read' | 'write'): Access | undefined {
  if (host.may(path, what) || host.code(path) === 'ENOENT') return undefined;
  // A directory above it may be closed already: then its group is the one.
  const { gid, mode = 0 } = host.stat(path) ?? host.stat(dirname(path)) ?? {};
  const group = parseGroups(host).find((one) => one.gid === gid);
  if (!group || group.gid === 0 || (mode & 0o070) === 0) return undefined;
  const user = parseUsers(host).find(({ uid }) => uid === host.user.uid)?.name;
  if (user === undefined) return undefined;
  const known = groupNamed(host, group.name);
  return { group: group.name, user, isMember: known !== undefined && isMember(host, user, known) };
}
