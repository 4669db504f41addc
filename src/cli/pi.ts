import { type Command, Option } from 'commander';
import type { Settings } from '../config/settings.js';
import { cli } from '../text/cli.js';
import type { Lang } from '../text/format.js';
import type { Texts } from '../text/index.js';
import { pi } from '../text/pi.js';
import type { DoctorOptions } from './doctor.js';
import { Failure } from './failure.js';
import { guardStdout } from './output.js';
import type { CommonOptions, Places } from './places.js';
import type { ServiceOptions } from './service/command.js';

/** What the commands are declared with. */
export interface Declaring {
  readonly program: Command;
  dressed(command: Command, examples: readonly string[]): Command;
  optionsOf<T>(command: Command): T & CommonOptions;
  placesFor(options: CommonOptions): Places;
  /**
   * The same for a command that only reads, and goes by these keys of the configuration.
   * @throws Failure where the configuration that was named is not there
   */
  readFrom(options: CommonOptions, ...keys: readonly (keyof Settings)[]): Places;
  readonly lang: Lang;
  /** All texts, for a command that runs. */
  allTexts(): Promise<Texts>;
}

/** The commands that care for the machine: `doctor` and `service`. */
export function declarePi({ program, dressed, optionsOf, placesFor, lang, allTexts }: Declaring): void {
  const t = cli[lang];
  const help = pi[lang];
  dressed(program.command('doctor'), ['doctor', 'doctor --report', 'doctor --json'])
    .description(help.doctor.command)
    .addOption(new Option('--report', help.doctor.report))
    .addOption(new Option('--json', help.doctor.json))
    .action(async (_options, self: Command) => {
      const options = optionsOf<DoctorOptions>(self);
      const { doctor } = await import('./doctor.js');
      guardStdout(t);
      process.exitCode = await doctor(options, placesFor(options), await allTexts());
    });

  const service = dressed(program.command('service'), ['service install', 'service status', 'service uninstall'])
    .description(help.service.command)
    .helpCommand(false)
    .action(() => {
      throw new Failure(t.missingArgument('install | uninstall | status | rc.local'), 2);
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
    const command = dressed(service.command(verb), examples).description(description);
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
      const { install, uninstall, status, rcLocal } = await import('./service/command.js');
      guardStdout(t);
      const run = { install, uninstall, status, 'rc.local': rcLocal }[verb];
      process.exitCode = await run({ options, places: placesFor(options), texts: await allTexts() });
    });
  }
}
