import { dirname } from 'node:path';
import { parseSettings } from '../../config/settings.ts';
import type { Machine } from '../../host/machine.ts';
import type { Texts } from '../../text/index.ts';
import type { Paths } from '../paths.ts';
import { startOf } from '../service/carry-out.ts';
import { type Change, installPlan, type Plan, unitsOf } from '../service/plan.ts';
import { assertReadable, installRequest } from '../service/request.ts';
import { type FileChange, newLines, writeAll } from './files.ts';
import type { TakenHome } from './former.ts';

/** What setup will do. */
export interface SetupPlan extends Plan {
  /** The lines that files get. */
  readonly lines: readonly { readonly path: string; readonly added: readonly string[] }[];
}

interface PlanInput {
  readonly machine: Machine;
  readonly texts: Texts;
  readonly paths: Paths;
  /** All files that may change, LinkyAcq.conf first. */
  readonly files: readonly FileChange[];
  readonly notes: readonly string[];
  readonly former: TakenHome | undefined;
}

/**
 * The plan of `service install`, with the answers in the conf before the service starts.
 * @throws CliError where the daemon's user could not read the program
 */
export async function servicePlan(input: PlanInput & { readonly panel: boolean }): Promise<SetupPlan> {
  const { machine, texts, paths, files, former, panel } = input;
  const settings = parseSettings(files[0]?.text ?? '', paths.conf).settings;
  const options = { panel, ...(former === undefined ? {} : { from: former.from }) };
  const request = await installRequest(options, { ...paths, settings }, machine);
  assertReadable(machine, request, texts.service);
  const changed = files.filter(({ before, text }) => text !== before);
  const hasNews = files[0] !== undefined && changed.includes(files[0]);
  // What there is now, before the plan is carried out.
  const [daemon, ...others] = await Promise.all(
    unitsOf(request).map((unit, i) => startOf(machine, unit, texts.service, i === 0 && hasNews)),
  );
  const { steps, notes } = installPlan(machine, request, texts.service, edits(input, changed));
  // A conf that nobody had touched is written with what the former one says: it does not stay.
  const taken = changed.flatMap(({ path, former: old }) => (old === undefined ? [] : [texts.service.kept(path, old)]));
  return {
    steps: [...steps, ...(daemon ?? []), ...others.flat()],
    notes: [...notes.filter((note) => !taken.includes(note)), ...input.notes],
    lines: linesOf(changed),
  };
}

/** Conf and prices without a service: a file that is not there is written whole. */
export function alonePlan(input: PlanInput): SetupPlan {
  const changed = input.files.filter(({ before, text, isThere }) => !isThere || text !== before);
  const { former, texts } = input;
  const notes = former && former.home.logs.length > 0 ? [texts.setup.logsStay(former.from)] : [];
  return { steps: edits(input, changed), notes: [...notes, ...input.notes], lines: linesOf(changed) };
}

/** All files in one step: either all of them are written, or none. */
function edits({ machine, texts }: PlanInput, changed: readonly FileChange[]): Change[] {
  if (changed.length === 0) return [];
  const run = (): void => {
    for (const { path } of changed) machine.makeDirectory(dirname(path));
    writeAll(machine, changed);
  };
  return [{ what: texts.setup.files(changed.map(({ path }) => path)), run }];
}

const linesOf = (changed: readonly FileChange[]): SetupPlan['lines'] =>
  changed
    .map(({ path, before, text }) => ({ path, added: newLines(before, text) }))
    .filter(({ added }) => added.length > 0);
