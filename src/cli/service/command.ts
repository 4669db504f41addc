import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { codeOf } from '../../host/files.ts';
import { type Machine, RealMachine } from '../../host/machine.ts';
import { groupNamed } from '../../host/users.ts';
import { formatShortDay } from '../../text/format.ts';
import type { Texts } from '../../text/index.ts';
import { printable } from '../../text/untrusted.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import { CliError } from '../errors.ts';
import { CLI, PACKAGE, type Paths } from '../paths.ts';
import { firstUnreadable, type InstallRequest, installPlan, type Plan, type Step } from './plan.ts';
import { ACCOUNT, SERVICE, UNIT, type UnitFacts, unitFile } from './unit.ts';

export interface ServiceOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly panel?: boolean;
}

export interface ServiceCommand {
  readonly options: ServiceOptions;
  readonly paths: Paths;
  readonly texts: Texts;
  readonly machine?: Machine;
}

const show = (line: string): void => void process.stdout.write(`${printable(line)}\n`);

/** `service install`: shows what it will do, asks, does it. @throws Failure */
export async function install(command: ServiceCommand): Promise<number> {
  const { options, texts, machine = new RealMachine() } = command;
  const t = texts.service;
  const wish = await wishOf(command, machine);
  const blocked = [wish.unit.node, wish.unit.cli].flatMap((path) => {
    const where = firstUnreadable(machine, path);
    return where === undefined ? [] : [t.barrier(path, where, ACCOUNT)];
  });
  if (blocked[0] !== undefined) throw new CliError(blocked[0]);
  const plan = installPlan(machine, wish, t);
  const fields = await unitFields(machine);
  const active = fields['ActiveState'] === 'active';
  const unitStep = machine.read(UNIT) !== unitFile(wish.unit);
  // A daemon of an older program goes on running after an upgrade: it is started anew.
  // Without an answer of systemd (a user, and no D-Bus) it is taken as running.
  const known = fields['ActiveState'] !== undefined;
  const restart = unitStep || (known && (!active || isOlder(machine, fields)));
  const verb = active ? 'restart' : 'start';
  const start: Step = {
    what: t.systemctl(`${verb} ${SERVICE}`),
    run: () => machine.execute('systemctl', verb, SERVICE),
  };
  return carryOut(
    { ...plan, steps: restart ? [...plan.steps, start] : plan.steps },
    'install',
    command,
    options,
    machine,
  );
}

/** `service uninstall`: stops the daemon and takes the unit away; conf, logs and user stay. @throws Failure */
export async function uninstall(command: ServiceCommand): Promise<number> {
  const { options, paths, texts, machine = new RealMachine() } = command;
  const t = texts.service;
  const there = machine.stat(UNIT) !== undefined;
  const steps: Step[] = there
    ? [
        {
          what: t.systemctl(`disable --now ${SERVICE}`),
          run: () => machine.execute('systemctl', 'disable', '--now', SERVICE),
        },
        { what: t.removed(UNIT), run: () => machine.remove(UNIT) },
        { what: t.systemctl('daemon-reload'), run: () => machine.execute('systemctl', 'daemon-reload') },
      ]
    : [];
  const notes = there ? [t.stays(dirname(paths.conf), paths.logs, ACCOUNT)] : [];
  return carryOut({ steps, notes }, 'uninstall', command, options, machine);
}

/** `service status`: what there is, and whether it is what install would write. @returns 0 when the daemon runs, else 3 */
export async function status(command: ServiceCommand): Promise<number> {
  const { texts, machine = new RealMachine() } = command;
  const t = texts.service;
  const there = machine.read(UNIT);
  if (there === undefined) {
    show(t.notInstalled(UNIT));
    return 3;
  }
  const fields = await unitFields(machine);
  show(t.installed(UNIT));
  if (fields['ActiveState'] === undefined) {
    show(t.noAnswer);
    return 3;
  }
  show(fields['UnitFileState'] === 'enabled' ? t.enabled : t.notEnabled(SERVICE));
  const active = fields['ActiveState'] === 'active';
  const state = [fields['ActiveState'], fields['SubState']].filter(Boolean).join(' / ') || '?';
  const since = sinceOf(fields);
  const when = since === undefined ? '?' : `${formatShortDay(texts.lang, dayOf(since))} ${clockOf(since)}`;
  show(active ? t.active(when, fields['StatusText'] ?? '') : t.notActive(state, SERVICE));
  const restarts = Number(fields['NRestarts'] ?? 0);
  if (restarts > 0) show(t.restarts(restarts));
  const { unit } = await wishOf(command, machine);
  show(there === unitFile(unit) ? t.same : t.differs);
  return active ? 0 : 3;
}

/** `service rc.local`: the line for those who start it there. */
export function rcLocal({ options, paths, texts }: ServiceCommand): number {
  const user = process.env['SUDO_USER'] ?? process.env['USER'] ?? 'pi';
  const words = [
    process.execPath,
    CLI,
    'daemon',
    '--home',
    paths.home,
    ...daemonOptions(paths, options.panel !== false),
  ];
  show(texts.service.rcLocal);
  show(`install -d -o ${user} -g ${user} -m 0750 /run/linky-monitor`);
  show(
    `runuser -u ${user} -- ${words.map(shellWord).join(' ')} --socket /run/linky-monitor/feed.sock >/dev/null 2>&1 &`,
  );
  return 0;
}

async function wishOf({ options, paths }: ServiceCommand, machine: Machine): Promise<InstallRequest> {
  const { home } = paths;
  const unit: UnitFacts = {
    node: process.execPath,
    cli: CLI,
    home,
    logs: paths.logs,
    options: daemonOptions(paths, options.panel ?? panelOf(machine)),
    groups: ['dialout', 'i2c', 'gpio'].filter((name) => groupNamed(machine, name)),
    network: paths.settings.INPUT_DEV.startsWith('tcp://'),
    systemd: Number(/^systemd (\d+)/.exec((await machine.run('systemctl', '--version')) ?? '')?.[1] ?? 0),
  };
  const caller = process.env['SUDO_USER'];
  return {
    unit,
    conf: paths.conf,
    prices: paths.prices,
    models: join(PACKAGE, 'conf'),
    from: options.from === undefined ? undefined : resolve(options.from),
    caller: caller === 'root' ? undefined : caller,
  };
}

/** The options of the daemon after `--home`. */
function daemonOptions({ home, conf, logs }: Paths, panel: boolean): string[] {
  return [
    ...(panel ? ['-l'] : []),
    ...(conf === join(home, 'conf', 'LinkyAcq.conf') ? [] : ['--conf', conf]),
    ...(logs === join(home, 'logs') ? [] : ['--logs', logs]),
  ];
}

/** A word as a shell takes it. */
const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Whether the service drives the panel when nobody says: what it does now, else on a Raspberry Pi. */
function panelOf(machine: Machine): boolean {
  const command = /^ExecStart=.* daemon --home .*$/m.exec(machine.read(UNIT) ?? '')?.[0];
  if (command !== undefined) return / -l( |$)/.test(command);
  return machine.read('/proc/device-tree/model')?.startsWith('Raspberry Pi') ?? false;
}

async function carryOut(
  { steps, notes }: Plan,
  verb: 'install' | 'uninstall',
  { texts }: ServiceCommand,
  options: ServiceOptions,
  machine: Machine,
): Promise<number> {
  const t = texts.service;
  if (steps.length === 0) {
    show(t.nothing);
    for (const note of notes) show(note);
    return 0;
  }
  show(t.will(verb));
  for (const { what } of steps) show(`  - ${what}`);
  if (options.dryRun) return 0;
  const again = ['sudo', process.execPath, CLI, ...process.argv.slice(2)].map(shellWord).join(' ');
  if (!machine.isRoot) throw new CliError(t.needsRoot(again));
  if (!options.yes && !(await agreed(t))) return 1;
  for (const { what, run } of steps) {
    try {
      run();
    } catch (error) {
      throw new CliError(t.failed(what, error instanceof Error ? error.message : codeOf(error)));
    }
  }
  show(t.done);
  for (const note of notes) show(note);
  return 0;
}

async function agreed(t: Texts['service']): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliError(t.needsYes, 2);
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`${t.question} `);
  ask.close();
  return /^(o|oui|y|yes)$/i.test(answer.trim());
}

const FIELDS = 'UnitFileState,ActiveState,SubState,ActiveEnterTimestamp,StatusText,NRestarts';

/** What systemd says of the service; nothing where there is no systemd. */
async function unitFields(machine: Machine): Promise<Readonly<Record<string, string>>> {
  const text = (await machine.run('systemctl', 'show', SERVICE, '--timestamp=unix', `--property=${FIELDS}`)) ?? '';
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The program on the disk is newer than the daemon that runs. */
function isOlder(machine: Machine, fields: Readonly<Record<string, string>>): boolean {
  const began = sinceOf(fields);
  const changed = machine.stat(CLI)?.changed;
  return began !== undefined && changed !== undefined && changed > began;
}

/** Since when the service has been active, ms since 1970. */
function sinceOf(fields: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(/^@(\d+)/.exec(fields['ActiveEnterTimestamp'] ?? '')?.[1] ?? Number.NaN);
  return seconds > 0 ? seconds * 1000 : undefined;
}
