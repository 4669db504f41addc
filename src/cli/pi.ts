import { type Command, Option } from 'commander';
import type { Settings } from '../config/settings.ts';
import { cli } from '../text/cli.ts';
import type { Lang } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { pi } from '../text/pi.ts';
import type { DoctorOptions } from './doctor.ts';
import { CliError } from './errors.ts';
import { guardStdout } from './output.ts';
import type { CommonOptions, Paths } from './paths.ts';
import type { ServiceOptions } from './service/command.ts';

/** What the commands are declared with. */
export interface Declaring {
  readonly program: Command;
  withCommonOptions(command: Command, examples: readonly string[]): Command;
  optionsOf<T>(command: Command): T & CommonOptions;
  pathsFor(options: CommonOptions): Paths;
  /**
   * The same for a command that only reads, and goes by these keys of the configuration.
   * @throws Failure where the configuration that was named is not there
   */
  readFrom(options: CommonOptions, ...keys: readonly (keyof Settings)[]): Paths;
  readonly lang: Lang;
  /** All texts, for a command that runs. */
  allTexts(): Promise<Texts>;
}

/** The commands that care for the machine: `doctor` and `service`. */
export function declarePi({ program, withCommonOptions, optionsOf, pathsFor, lang, allTexts }: Declaring): void {
  const t = cli[lang];
  const help = pi[lang];
  withCommonOptions(program.command('doctor'), ['doctor', 'doctor --report', 'doctor --json'])
    .description(help.doctor.command)
    .addOption(new Option('--report', help.doctor.report))
    .addOption(new Option('--json', help.doctor.json))
    .action(async (_options, self: Command) => {
      const options = optionsOf<DoctorOptions>(self);
      const { doctor } = await import('./doctor.ts');
      guardStdout(t);
      process.exitCode = await doctor(options, pathsFor(options), await allTexts());
    });

  const service = withCommonOptions(program.command('service'), [
    'service install',
    'service status',
    'service uninstall',
  ])
    .description(help.service.command)
    .helpCommand(false)
    .action(() => {
      throw new CliError(t.missingArgument('install | uninstall | status | rc.local'), 2);
    });
  const verbs = [
    [
      'install',
      help.service.install,
      ['service install', 'service install --dry-run', 'service install --from /home/pi/Linky'],
    ],
    ['uninstall', help.service.uninstall, ['service uninstall']],
    ['status', help.service.status, ['service status']],
    ['rc.local', help.service.rcLocalCommand, ['service rc.local']],
  ] as const;
  for (const [verb, description, examples] of verbs) {
    const command = withCommonOptions(service.command(verb), examples).description(description);
    if (verb === 'install' || verb === 'uninstall') {
      command.addOption(new Option('--yes', help.service.yes)).addOption(new Option('--dry-run', help.service.dryRun));
    }
    if (verb === 'install') command.addOption(new Option('--from <dir>', help.service.from));
    if (verb === 'install' || verb === 'rc.local') {
      command
        .addOption(new Option('--panel', help.service.panel))
        .addOption(new Option('--no-panel', help.service.noPanel));
    }
    command.action(async (_options, self: Command) => {
      const options = optionsOf<ServiceOptions>(self);
      const { install, uninstall, status, rcLocal } = await import('./service/command.ts');
      guardStdout(t);
      const run = { install, uninstall, status, 'rc.local': rcLocal }[verb];
      process.exitCode = await run({ options, paths: pathsFor(options), texts: await allTexts() });
    });
  }
}
