import { posix } from 'node:path';
import type { StagedFile } from '../../src/host/files.ts';
import type { PathStat, Space } from '../../src/host/host.ts';
import type { Machine } from '../../src/host/machine.ts';
import { allows } from '../../src/host/users.ts';

export interface Entry {
  readonly kind?: PathStat['kind'];
  readonly text?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly device?: number;
  readonly inode?: number;
  readonly changed?: number;
  readonly names?: number;
  /** The target of a symbolic link. */
  readonly link?: string;
}

/** The files of a machine: path → text, or an entry. A directory exists when a path goes through it. */
export type Tree = Readonly<Record<string, string | Entry>>;

/** /etc of a fresh Raspberry Pi OS whose user pi is in these groups. */
export const etc = (...groups: readonly string[]): Tree => ({
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/bash\npi:x:1000:1000:,,,:/home/pi:/bin/bash\n',
  '/etc/group': [
    'root:x:0:',
    'tty:x:5:',
    ...[
      ['dialout', 20],
      ['gpio', 986],
      ['i2c', 988],
    ].map(([name, gid]) => `${name}:x:${gid}:${groups.includes(String(name)) ? 'pi' : ''}`),
    'pi:x:1000:',
    '',
  ].join('\n'),
});

export const DIALOUT = 20;
export const serial = (device: number, gid = DIALOUT, mode = 0o660): Entry => ({
  kind: 'character',
  device,
  gid,
  mode,
});
export const directory = (entry: Entry = {}): Entry => ({ kind: 'directory', mode: 0o755, ...entry });

/** A machine in memory that can be examined and changed. */
export class FakeHost implements Machine {
  readonly tree = new Map<string, Entry>();
  readonly programs: Readonly<Record<string, string>>;
  user: { uid: number; groups: number[] };
  free: Space = { freeBytes: 20e9, freeInodes: 1e6, inodes: 2e6 };
  /** The commands that were executed. */
  readonly executed: string[] = [];

  constructor(
    tree: Tree,
    user = { uid: 1000, groups: [1000, DIALOUT] },
    programs: Readonly<Record<string, string>> = {},
  ) {
    for (const [path, entry] of Object.entries(tree)) {
      this.tree.set(path, typeof entry === 'string' ? { text: entry } : entry);
    }
    this.user = user;
    this.programs = programs;
  }

  get isRoot(): boolean {
    return this.user.uid === 0;
  }

  real(path: string): string | undefined {
    let at = '';
    for (const part of path.split('/').filter(Boolean)) {
      at = `${at}/${part}`;
      const link = this.tree.get(at)?.link;
      if (link !== undefined) at = this.real(posix.resolve(posix.dirname(at), link)) ?? '';
      if (at === '') return undefined;
    }
    return at === '' || this.#there(at) ? at || '/' : undefined;
  }

  link(path: string): string | undefined {
    return this.tree.get(path)?.link;
  }

  stat(path: string): PathStat | undefined {
    const real = this.real(path);
    if (real === undefined || !this.#passes(real)) return undefined;
    const entry = this.tree.get(real) ?? {};
    const kind = entry.kind ?? (entry.text === undefined ? 'directory' : 'file');
    const { uid = 0, gid = 0, device = 0, inode = 0, changed = 0, names = 1 } = entry;
    return {
      kind,
      mode: entry.mode ?? (kind === 'directory' ? 0o755 : 0o644),
      uid,
      gid,
      device,
      inode,
      names,
      filesystem: 1,
      changed,
    };
  }

  code(path: string): string | undefined {
    if (this.stat(path)) return undefined;
    return this.real(path) === undefined ? 'ENOENT' : 'EACCES';
  }

  may(path: string, what: 'read' | 'write'): boolean {
    const look = this.stat(path);
    return look !== undefined && allows(look, this.user, what === 'read' ? 4 : 2);
  }

  read(path: string, most = 1 << 20): string | undefined {
    return this.may(path, 'read') ? this.tree.get(this.real(path) ?? '')?.text?.slice(0, most) : undefined;
  }

  tail(path: string, bytes: number): Buffer | undefined {
    const text = this.read(path);
    return text === undefined ? undefined : Buffer.from(text).subarray(-bytes);
  }

  list(path: string): readonly string[] {
    if (!this.may(path, 'read')) return [];
    const real = `${this.real(path)}/`.replace('//', '/');
    const names = [...this.tree.keys()].flatMap((key) =>
      key.startsWith(real) ? [key.slice(real.length).split('/')[0] ?? ''] : [],
    );
    return [...new Set(names)].filter(Boolean).sort();
  }

  space(): Space | undefined {
    return this.free;
  }

  async run(...words: string[]): Promise<string | undefined> {
    const line = words.join(' ');
    return Object.entries(this.programs).find(([start]) => line.startsWith(start))?.[1];
  }

  write(path: string, text: string): void {
    this.tree.set(path, { ...this.tree.get(path), text });
  }

  stage(path: string, content: string | Uint8Array): StagedFile {
    if (this.link(path) !== undefined) throw new Error(`ELOOP ${path}`);
    return { put: () => this.write(path, Buffer.from(content).toString()), drop: () => undefined };
  }

  copy(from: string, to: string): void {
    if (this.#there(to)) throw new Error(`EEXIST ${to}`);
    this.tree.set(to, { text: this.tree.get(this.real(from) ?? '')?.text ?? '' });
  }

  makeDirectory(path: string): void {
    if (!this.#there(path)) this.tree.set(path, directory());
  }

  own(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }, mode: number): void {
    this.tree.set(path, { kind: 'directory', ...this.tree.get(path), uid, gid, mode });
  }

  remove(path: string): void {
    this.tree.delete(path);
  }

  /** Does what shadow-utils and systemctl do to the files that the tests examine. */
  execute(program: string, ...words: string[]): void {
    this.executed.push([program, ...words].join(' '));
    const name = words.at(-1) as string;
    const append = (file: string, line: string): void =>
      this.write(file, `${this.tree.get(file)?.text ?? ''}${line}\n`);
    if (program === 'groupadd') append('/etc/group', `${name}:x:900:`);
    if (program === 'useradd') append('/etc/passwd', `${name}:x:900:900::${words[4]}:/usr/sbin/nologin`);
    if (program === 'usermod') {
      const text = this.tree.get('/etc/group')?.text ?? '';
      this.write('/etc/group', text.replace(new RegExp(`^(${words[1]}:.*:)$`, 'm'), `$1${name}`));
    }
    const service = words.at(-1) ?? '';
    const wants = `/etc/systemd/system/multi-user.target.wants/${service}`;
    if (program === 'systemctl' && words[0] === 'enable') this.tree.set(wants, { link: `../${service}` });
    if (program === 'systemctl' && words[0] === 'reenable')
      this.tree.set(wants, { link: `/usr/lib/systemd/system/${service}` });
    if (program === 'systemctl' && words[0] === 'disable') this.tree.delete(wants);
  }

  #there(path: string): boolean {
    return this.tree.has(path) || [...this.tree.keys()].some((key) => key.startsWith(`${path}/`));
  }

  /** Whether the user may pass every directory on the way to the path. */
  #passes(real: string): boolean {
    for (let at = posix.dirname(real); at !== '/'; at = posix.dirname(at)) {
      const { mode = 0o755, uid = 0, gid = 0 } = this.tree.get(at) ?? {};
      if (!allows({ mode, uid, gid }, this.user, 1)) return false;
    }
    return true;
  }
}
