import { codeOf } from '../../host/files.ts';
import type { Machine } from '../../host/machine.ts';
import { unitInForce } from '../../host/unit.ts';
import type { Texts } from '../../text/index.ts';
import { printable } from '../../text/untrusted.ts';
import { CliError } from '../errors.ts';
import { CLI } from '../paths.ts';
import { type Change, systemctl, type unitsOf } from './plan.ts';
import { isOutdated, serviceState } from './state.ts';
import { isSameUnit } from './unit-lines.ts';

export const show = (line: string): void => void process.stdout.write(`${printable(line)}\n`);

/** Quotes a word for a shell. */
export const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** This command line, as root. */
export const sudoCommand = (): string =>
  ['sudo', process.execPath, CLI, ...process.argv.slice(2)].map(shellWord).join(' ');

/**
 * Starts a service, anew where its unit or its program is another one than it runs with.
 * @param hasNews what it read at its start is changed
 */
export async function startOf(
  machine: Machine,
  { service, text }: ReturnType<typeof unitsOf>[number],
  t: Texts['service'],
  hasNews = false,
): Promise<Change[]> {
  const state = await serviceState(machine, service);
  const active = state['ActiveState'] === 'active';
  // Where systemd does not answer (a user without D-Bus), it is taken to run as it should.
  const known = state['ActiveState'] !== undefined;
  const unit = unitInForce(machine, service)?.text;
  const isOther = unit === undefined || !isSameUnit(unit, text);
  const restart = hasNews || isOther || (known && (!active || isOutdated(machine, state)));
  return restart ? [systemctl(machine, t, active ? 'restart' : 'start', service)] : [];
}

/** Makes all changes, in their order. @throws CliError at the first that fails; those before it are shown */
export function runSteps(steps: readonly Change[], t: Texts['service']): void {
  for (const [i, { what, run }] of steps.entries()) {
    try {
      run();
    } catch (error) {
      if (i > 0) show(t.doneBefore);
      for (const done of steps.slice(0, i)) show(`  - ${done.what}`);
      throw new CliError(t.failed(what, error instanceof Error ? error.message : codeOf(error)), 1, error);
    }
  }
}

/** The files that would be written, each under its name. */
export function showFiles(steps: readonly Change[]): void {
  for (const { what, text } of steps) {
    if (text === undefined) continue;
    show('');
    show(`--- ${what}`);
    for (const line of text.trimEnd().split('\n')) show(line);
    show('---');
  }
}
