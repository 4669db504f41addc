import { type Command, Option } from 'commander';
import { SCENARIOS, type Scenario, SIMULATED_CONTRACTS } from '../simulator/scenario.ts';
import { cli } from '../text/cli.ts';
import type { TicMode } from '../tic/labels.ts';
import { startOfDay } from '../time/local.ts';
import { number } from './number.ts';
import type { Declaring } from './pi.ts';
import type { RecordCommand } from './record.ts';

const MODES = ['historique', 'standard'] as const;

/** The commands that care for the bytes of the wire: `simulate`, `decode` and `record`. @param day reads a day in an option */
export function declareWire({
  program,
  withCommonOptions,
  optionsOf,
  readFrom,
  lang,
  allTexts,
  day,
}: Declaring & { day(text: string): string }): void {
  const t = cli[lang];
  withCommonOptions(program.command('simulate'), [
    'simulate --contract ejp --scenario ejp-day --out day.bin',
    'simulate --contract hc --mode standard | linky-monitor decode -',
    'simulate --scenario overload --phases 3 --noise 0.001 --hours 1 --out hour.bin',
    'simulate --contract base --out tcp:7000',
  ])
    .description(t.simulate)
    .addOption(new Option('--contract <name>', t.simulateContract).choices(SIMULATED_CONTRACTS).default('ejp'))
    .addOption(new Option('--mode <mode>', t.simulateMode).choices(MODES).default('historique'))
    .addOption(new Option('--phases <n>', t.simulatePhases).choices(['1', '3']).default('1'))
    .addOption(new Option('--scenario <name>', t.simulateScenario).choices(SCENARIOS).default('day'))
    .addOption(new Option('--producer', t.simulateProducer))
    .addOption(new Option('--noise <rate>', t.simulateNoise).argParser(number(0, 1)))
    .addOption(new Option('--parity', t.simulateParity))
    .addOption(new Option('--start <day>', t.simulateStart).argParser(day))
    .addOption(new Option('--hours <n>', t.simulateHours).argParser(number(0.001, 100_000)).default(24))
    .addOption(new Option('--speed <n>', t.simulateSpeed).argParser(number(0, 1_000_000)))
    .addOption(new Option('--seed <n>', t.simulateSeed).argParser(number(0, 2 ** 32 - 1)).default(1))
    .addOption(new Option('--out <where>', t.simulateOut).default('-'))
    .action(async (_options, command: Command) => {
      const options = optionsOf<{
        contract: (typeof SIMULATED_CONTRACTS)[number];
        mode: TicMode;
        phases: string;
        scenario: Scenario;
        producer?: boolean;
        noise?: number;
        parity?: boolean;
        start?: string;
        hours: number;
        speed?: number;
        seed: number;
        out: string;
      }>(command);
      process.env['TZ'] = 'Europe/Paris';
      const { simulate } = await import('./simulate.ts');
      await simulate(
        {
          ...options,
          phases: options.phases === '3' ? 3 : 1,
          producer: options.producer ?? false,
          noise: options.noise,
          parity: options.parity ?? false,
          start: startOfDay(options.start ?? '2026-11-24'),
          speed: options.speed ?? (options.out.startsWith('tcp:') ? 1 : 0),
        },
        t,
      );
    });

  withCommonOptions(program.command('decode'), ['decode capture.bin', 'simulate --hours 1 | linky-monitor decode -'])
    .description(t.decode)
    .argument('[file]', t.decodeFile, '-')
    .addOption(new Option('--mode <mode>', t.decodeMode).choices(['auto', ...MODES]).default('auto'))
    .action(async (file: string, _options, command: Command) => {
      const { mode } = optionsOf<{ mode: TicMode | 'auto' }>(command);
      const { decode } = await import('./decode.ts');
      await decode(file, mode, t);
    });

  withCommonOptions(program.command('record'), [
    'record capture.bin',
    'record --seconds 600 --input /dev/ttyUSB0 -m auto jour.bin',
  ])
    .description(t.record)
    .argument('<file>', t.recordFile)
    .addOption(new Option('--seconds <n>', t.recordSeconds).argParser(number(0.1, 1_000_000)).default(60))
    .addOption(new Option('--input <url>', t.daemonInput))
    .addOption(new Option('-m, --mode <mode>', t.daemonMode).choices(['auto', ...MODES]))
    .action(async (file: string, _options, command: Command) => {
      const options = optionsOf<RecordCommand>(command);
      const { record } = await import('./record.ts');
      await record(file, options, readFrom(options, 'INPUT_DEV', 'LINKY_MODE'), await allTexts());
    });
}
