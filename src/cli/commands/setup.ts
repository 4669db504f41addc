import { join } from 'node:path';
import { withSettingsOf } from '../../config/edit-settings.ts';
import { type EditableText, readEditable } from '../../config/read.ts';
import { parseSettings } from '../../config/settings.ts';
import { queryDaemon } from '../../feed/query.ts';
import { codeOf } from '../../host/files.ts';
import { RealMachine } from '../../host/machine.ts';
import { textsIn } from '../../text/index.ts';
import { dayOf } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { CliError } from '../errors.ts';
import { guardStdout } from '../output.ts';
import { enterPaths, PACKAGE, version } from '../paths.ts';
import { runSteps, show, showFiles, sudoCommand } from '../service/carry-out.ts';
import { askAll } from '../setup/answers.ts';
import { emptyFile, type FileChange, withAnswers, withNewPrices } from '../setup/files.ts';
import { askFormer } from '../setup/former.ts';
import { type Interview, SilentInterview, TerminalInterview } from '../setup/interview.ts';
import { alonePlan, type SetupPlan, servicePlan } from '../setup/plan.ts';
import { yesNo } from '../setup/questions.ts';
import { askStartup } from '../setup/startup.ts';
import { examine } from './doctor.ts';

export interface SetupOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly panel?: boolean;
  /** False: conf and prices only. */
  readonly service?: boolean;
}

/** How long a daemon that was started has to receive, before doctor looks at it, ms. */
const SETTLE_MS = 12_000;

/** Signals that a terminal sends: what is being written is written to its end. */
const IGNORED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP'] as const;

function begin({ options, lang }: Call<SetupOptions>) {
  const texts = textsIn(lang);
  guardStdout(texts.cli);
  return { options, texts, paths: enterPaths(options), machine: new RealMachine() };
}

type Context = ReturnType<typeof begin>;

/** `setup`: finds out, asks, shows what will be written, writes it, starts the service. @throws CliError */
export async function setup(call: Call<SetupOptions>): Promise<number> {
  const context = begin(call);
  const { options, texts, machine } = context;
  const t = texts.setup;
  if (!options.yes && !process.stdin.isTTY) throw new CliError(t.needsTerminal, 2);
  const hasSystemd = (await machine.run('systemctl', '--version')) !== undefined;
  const withService = options.service !== false && hasSystemd;
  // Known before the first question: no answer is to be typed twice.
  if (withService && !options.dryRun && !machine.isRoot) throw new CliError(texts.service.needsRoot(sudoCommand()));
  const interview = options.yes ? new SilentInterview(show, t) : new TerminalInterview(t);
  if (!options.yes) interview.say(t.intro);
  if (options.service !== false && !hasSystemd) interview.say(t.noSystemd);
  const plan = await planOf(context, interview, withService);
  const isAgreed = await confirm(context, interview, plan);
  interview.end();
  if (interview instanceof SilentInterview) for (const each of interview.unanswered) show(t.notFound(each));
  if (options.dryRun) return 0;
  if (!isAgreed) {
    show(t.unchanged);
    return 1;
  }
  carryOut(plan, context);
  await lookAgain(context, call, withService);
  return 0;
}

/** Asks, and says what is to be done with the answers. */
async function planOf({ options, texts, paths, machine }: Context, interview: Interview, withService: boolean) {
  const models = join(PACKAGE, 'conf');
  const former = await askFormer(interview, { machine, texts, paths, from: options.from });
  const startOf = (path: string, model: string, old: string | undefined, take: Take): Start => {
    const [there, shipped] = [path, join(models, model)].map((each) => textAt(each, texts));
    const taken = textAt(old, texts, false);
    // One that nobody has touched since it was installed says nothing of its own.
    const isOwn = there !== undefined && (taken === undefined || there.text !== shipped?.text);
    const untouched = there && taken && { ...there, text: take(there.text, taken.text) };
    const from = (isOwn ? there : (untouched ?? taken ?? shipped)) ?? emptyFile();
    const change = { path, before: (there ?? from).text, isThere: there !== undefined };
    return { from, change: old === undefined || isOwn || !there ? change : { ...change, former: old } };
  };
  const conf = startOf(paths.conf, 'LinkyAcq.conf', former?.home.conf, withSettingsOf);
  const tariffs = startOf(paths.prices, 'tariffs.conf', former?.home.prices, (_, taken) => taken);
  const { settings } = parseSettings(conf.from.text, paths.conf);
  process.env['TZ'] = settings.TIMEZONE;
  const answers = await askAll(interview, {
    host: machine,
    target: { ...paths, settings, version: version(), models },
    texts,
    conf: conf.from.text,
    tariffs: tariffs.from.text,
    panel: options.panel,
    today: dayOf(Date.now()),
  });
  const files: FileChange[] = [
    { ...conf.change, ...withAnswers(conf.from, answers) },
    { ...tariffs.change, ...withNewPrices(tariffs.from, answers) },
  ];
  const startup = await askStartup(interview, machine, texts.setup);
  const context = { machine, texts, paths, files: [...files, ...startup.files], notes: startup.notes };
  return withService ? servicePlan({ ...context, panel: answers.panel, former }) : alonePlan({ ...context, former });
}

/** What becomes of a text that nobody has touched, and of the one that is taken over. */
type Take = (untouched: string, taken: string) => string;

/** What a file is made from. */
interface Start {
  readonly from: EditableText;
  readonly change: Omit<FileChange, keyof EditableText>;
}

/** @throws CliError for a file that is there and cannot be read: it could not be kept either */
function textAt(path: string | undefined, { cli }: Context['texts'], followsLinks = true): EditableText | undefined {
  if (path === undefined) return undefined;
  try {
    return readEditable(path, followsLinks);
  } catch (error) {
    throw new CliError(cli.unreadable(path, codeOf(error)), 1, error);
  }
}

/** Shows all that will be done, and asks whether to. */
async function confirm({ options, texts }: Context, interview: Interview, { lines, steps, notes }: SetupPlan) {
  const { setup: t, service } = texts;
  if (steps.length === 0) {
    interview.say(service.nothing);
    return true;
  }
  interview.say('');
  interview.say(t.will);
  for (const { what } of steps) interview.say(`  - ${what}`);
  for (const { path, added } of lines) {
    interview.say(`  ${path}`);
    for (const line of added) interview.say(`    + ${line}`);
  }
  if (options.dryRun) {
    showFiles(steps);
    for (const note of notes) interview.say(note);
  }
  return options.dryRun === true || options.yes === true || (await interview.ask(yesNo(t.question, true, t))) === true;
}

function carryOut({ steps, notes }: SetupPlan, { texts }: Context): void {
  const stay = (): void => undefined;
  for (const signal of IGNORED) process.on(signal, stay);
  runSteps(steps, texts.service);
  for (const signal of IGNORED) process.off(signal, stay);
  if (steps.length > 0) show(texts.service.done);
  for (const note of notes) show(note);
}

/** What doctor says now, and what to type next. */
async function lookAgain({ texts }: Context, { options: common }: Call<SetupOptions>, withService: boolean) {
  const paths = enterPaths(common);
  show('');
  show(texts.doctor.listening(paths.settings.INPUT_DEV));
  if (withService) await received(paths.socket);
  process.stdout.write((await examine({}, paths, texts)).text);
  show('');
  show(withService ? texts.setup.next : texts.setup.nextAlone);
}

/** Waits until the daemon has its first frames, or has had time for them. */
async function received(socket: string): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (performance.now() < end) {
    const answer = await queryDaemon(socket).catch(() => undefined);
    if (answer?.status.state === 'receiving') return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
