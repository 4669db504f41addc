import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { RealMachine } from '../../host/machine.ts';
import {
  MQTT_SERVICE,
  MQTT_UNIT,
  PAGES_SERVICE,
  PAGES_UNIT,
  packagedUnit,
  SERVICE,
  UNIT,
  unitInForce,
} from '../../host/unit.ts';
import { formatShortDay } from '../../text/format.ts';
import { type Texts, textsIn } from '../../text/index.ts';
import { clockOf, dayOf } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { CliError } from '../errors.ts';
import { guardStdout } from '../output.ts';
import { CLI, enterPaths } from '../paths.ts';
import { ACCOUNT } from '../service/account.ts';
import { runSteps, shellWord, show, showFiles, startOf, sudoCommand } from '../service/carry-out.ts';
import { assertFormerHome } from '../service/former.ts';
import { assertSite, installPlan, type Plan, removalOf, returnOf, systemctl, unitsOf } from '../service/plan.ts';
import { assertReadable, daemonOptions, installRequest, type ServiceOptions } from '../service/request.ts';
import { activeSince, serviceState } from '../service/state.ts';
import { isSameUnit } from '../service/unit-lines.ts';

function begin({ options, lang }: Call<ServiceOptions>) {
  const texts = textsIn(lang);
  guardStdout(texts.cli);
  return { options, paths: enterPaths(options), t: texts.service, lang, machine: new RealMachine() };
}

type Context = ReturnType<typeof begin>;

/** `service install`: shows what it will do, asks, does it. @throws CliError */
export async function install(call: Call<ServiceOptions>): Promise<number> {
  const context = begin(call);
  const { options, paths, t, machine } = context;
  const request = await installRequest(options, paths, machine);
  if (request.from !== undefined) assertFormerHome(machine, request.from, t);
  assertSite(machine, request, t);
  assertReadable(machine, request, t);
  // What there is now, before the plan is carried out.
  const states = await Promise.all(unitsOf(request).map((unit) => startOf(machine, unit, t)));
  const { steps, notes } = installPlan(machine, request, t);
  return carryOut({ steps: [...steps, ...states.flat()], notes }, 'install', context);
}

/** `service uninstall`: stops daemon, bridge and pages and removes their units; conf, logs, user and what was written stay. @throws CliError */
export async function uninstall(call: Call<ServiceOptions>): Promise<number> {
  const context = begin(call);
  const { paths, t, machine } = context;
  const installed = [
    { service: PAGES_SERVICE, path: PAGES_UNIT },
    { service: MQTT_SERVICE, path: MQTT_UNIT },
    { service: SERVICE, path: UNIT },
  ].filter(({ path }) => machine.stat(path) !== undefined);
  const packaged = packagedUnit(SERVICE);
  const isPackaged = machine.stat(packaged) !== undefined;
  if (installed.length === 0) {
    show(isPackaged ? t.ofPackage(packaged) : t.nothingInstalled(UNIT));
    return 0;
  }
  const isActive = isPackaged && (await serviceState(machine, SERVICE))['ActiveState'] === 'active';
  const steps = installed.flatMap(({ service, path }) =>
    isPackaged && service === SERVICE
      ? [...returnOf(machine, t, { service, path }), ...(isActive ? [systemctl(machine, t, 'restart', service)] : [])]
      : removalOf(machine, t, service, path),
  );
  const notes = [t.stays(dirname(paths.conf), paths.logs, ACCOUNT), ...(isPackaged ? [t.ofPackage(packaged)] : [])];
  return carryOut({ steps, notes }, 'uninstall', context);
}

/** `service status`: what there is, and whether `install` would write the same units. @returns 0 when all that is installed runs, else 3 */
export async function status(call: Call<ServiceOptions>): Promise<number> {
  const { options, paths, t, lang, machine } = begin(call);
  if (!unitInForce(machine)) {
    show(t.notInstalled(UNIT));
    return 3;
  }
  let isRunning = true;
  for (const { service, path, text } of unitsOf(await installRequest(options, paths, machine))) {
    const state = await serviceState(machine, service);
    const unit = unitInForce(machine, service);
    const packaged = packagedUnit(service);
    show(unit?.path === packaged ? t.packaged(packaged) : t.installed(unit?.path ?? path));
    if (unit?.path === path && machine.stat(packaged)) show(t.before(path, packaged));
    if (state['ActiveState'] === undefined) {
      show(t.noAnswer);
      return 3;
    }
    show(state['UnitFileState'] === 'enabled' ? t.enabled : t.notEnabled(service));
    const active = state['ActiveState'] === 'active';
    const states = [state['ActiveState'], state['SubState']].filter(Boolean).join(' / ') || '?';
    const since = activeSince(state);
    const when = since === undefined ? '?' : `${formatShortDay(lang, dayOf(since))} ${clockOf(since)}`;
    show(active ? t.active(when, state['StatusText'] ?? '') : t.notActive(states, service));
    const restarts = Number(state['NRestarts'] ?? 0);
    if (restarts > 0) show(t.restarts(restarts));
    show(unit !== undefined && isSameUnit(unit.text, text) ? t.same : t.differs);
    isRunning &&= active;
  }
  return isRunning ? 0 : 3;
}

/** `service rc.local`: the line for those who start the daemon there. */
export async function rcLocal(call: Call<ServiceOptions>): Promise<number> {
  const { options, paths, t } = begin(call);
  const user = process.env['SUDO_USER'] ?? process.env['USER'] ?? 'pi';
  const words = [process.execPath, CLI, 'daemon', '--home', paths.home];
  const command = [...words, ...daemonOptions(paths, options.panel !== false)].map(shellWord).join(' ');
  show(t.rcLocal);
  show(`install -d -o ${user} -g ${user} -m 0750 /run/linky-monitor`);
  show(`runuser -u ${user} -- ${command} --socket /run/linky-monitor/feed.sock >/dev/null 2>&1 &`);
  return 0;
}

async function carryOut({ steps, notes }: Plan, verb: 'install' | 'uninstall', context: Context): Promise<number> {
  const { options, t, machine } = context;
  if (steps.length === 0) show(t.nothing);
  else {
    show(t.will(verb));
    for (const { what } of steps) show(`  - ${what}`);
    if (options.dryRun) {
      showFiles(steps);
      for (const note of notes) show(note);
      return 0;
    }
    if (!machine.isRoot) throw new CliError(t.needsRoot(sudoCommand()));
    if (!options.yes && !(await agreed(t))) return 1;
    runSteps(steps, t);
    show(t.done);
  }
  for (const note of notes) show(note);
  return 0;
}

async function agreed(t: Texts['service']): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliError(t.needsYes, 2);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${t.question} `);
  terminal.close();
  return /^(o|oui|y|yes)$/i.test(answer.trim());
}
