import { COMPARED_CONTRACTS } from '../report/contracts/choices.ts';
import { GROUPING_WORDS, groupingOf, groupingWords } from '../report/output/grouping-words.ts';
import { SCENARIOS, SIMULATED_CONTRACTS } from '../simulator/choices.ts';
import { cli } from '../text/cli.ts';
import { demo } from '../text/demo.ts';
import { displayOptions } from '../text/display-options.ts';
import type { Lang } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { machineCommands } from '../text/machine-commands.ts';
import { mqtt } from '../text/mqtt.ts';
import { setup } from '../text/setup.ts';
import { sitePages } from '../text/site-pages.ts';
import { type CommandRow, DAEMON_MODES, MODES, number, type OptionRow, type OptionValue, someOf } from './command.ts';
import { DEMO_SCENARIOS } from './demo/choices.ts';
import { displayOptionRows } from './display-options.ts';
import { FORMATS } from './formats.ts';

/** Where `simulate` writes: a file, `-`, or a TCP port that it serves. */
const simulateOut: OptionValue<string> = {
  expected: 'tcp:1…tcp:65535',
  read: (text) => (!text.startsWith('tcp:') || isPort(text.slice(4)) ? text : undefined),
};
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** Every command, in the order of the help. What a command needs to run is loaded when it runs. */
export function commandRows(lang: Lang): CommandRow[] {
  const t = cli[lang];
  const en = lang === 'en';
  const { doctor, service } = machineCommands[lang];
  const contract = {
    flags: '--contract <name>',
    text: t.simulateContract,
    choices: SIMULATED_CONTRACTS,
    fallback: 'ejp',
  };
  const input = { flags: '--input <url>', text: t.daemonInput };
  /** Read in either language; an error lists the words of the one that is spoken. */
  const rowsBy: OptionValue<string> = { expected: groupingWords(lang).join(', '), read: groupingOf };
  return [
    {
      name: 'tui',
      text: t.tui,
      examples: ['tui', 'tui --from 2026-11-16 --to 2026-11-19', `tui --theme ${en ? 'light' : 'clair'} --bell`],
      options: [
        ...displayOptionRows(displayOptions[lang]),
        { flags: '--from <day>', text: t.tuiFrom, group: displayOptions[lang].title },
        { flags: '--to <day>', text: t.tuiTo, group: displayOptions[lang].title },
      ],
      run: async (call) => (await import('./commands/tui.ts')).tui(call),
    },
    {
      name: 'daemon',
      text: t.daemon,
      examples: ['daemon', 'daemon -m standard -l', 'daemon --input sim:ejp-day -t 60'],
      options: [
        { flags: '-m, --mode <mode>', text: t.daemonMode, choices: DAEMON_MODES },
        { flags: '-t, --time <sec>', text: t.daemonTime, value: number(0.1, 99_999_999) },
        { flags: '-l, --panel', text: t.daemonPanel },
        input,
      ],
      run: async (call) => (await import('./commands/start-daemon.ts')).startDaemon(call),
    },
    {
      name: 'report',
      text: t.report,
      examples: [
        'report',
        'report 7d',
        'report -s 28/11/2026 -e 30/11/2026',
        'report -s 2026-W47',
        'report 2026 --by month',
        `report ${en ? 'season' : 'saison'} --format csv`,
        'report 2026-11 --step 30min --format csv',
        `report ${en ? 'week' : 'semaine'} --format html -o ${en ? 'week' : 'semaine'}.html`,
        'report 2026 --compare base,hc,tempo,ejp --by month',
      ],
      argument: { name: '[period]', text: t.reportWord },
      options: [
        { flags: '-s, --start <day>', text: t.reportStart },
        { flags: '-e, --end <day>', text: t.reportEnd },
        { flags: '-a, --again', text: t.reportAgain },
        { flags: '--by <unit>', text: t.reportBy, choices: GROUPING_WORDS, value: rowsBy },
        { flags: '--step <length>', text: t.reportStep, choices: ['10min', '30min', 'hour'] },
        { flags: '--compare <contracts>', text: t.reportCompare, value: someOf(COMPARED_CONTRACTS) },
        { flags: '--format <form>', text: t.reportFormat, choices: FORMATS },
        { flags: '-o, --output <file>', text: t.reportOutput },
      ],
      run: async (call) => (await import('./commands/report.ts')).report(call),
    },
    {
      name: 'pages',
      text: sitePages[lang].command,
      examples: ['pages /var/www/html/linky', 'pages /var/www/html/linky -a'],
      argument: { name: '<dir>', text: sitePages[lang].directory },
      options: [{ flags: '-a, --again', text: sitePages[lang].again }],
      run: async (call) => (await import('./commands/site.ts')).site(call),
    },
    {
      name: 'logs',
      text: t.logsCommand,
      examples: ['logs compress', 'logs compress --before 2026-01-01'],
      commands: [
        {
          name: 'compress',
          text: t.compress,
          examples: ['logs compress', 'logs compress --before 2026-01-01'],
          options: [{ flags: '--before <day>', text: t.compressBefore }],
          run: async (call) => (await import('./commands/compress.ts')).compress(call),
        },
      ],
    },
    {
      name: 'status',
      text: t.status,
      examples: ['status', 'status --json'],
      options: [{ flags: '--json', text: t.statusJson }],
      run: async (call) => (await import('./commands/status.ts')).status(call),
    },
    {
      name: 'mqtt',
      text: mqtt[lang].command,
      examples: ['mqtt', 'mqtt --once'],
      options: [{ flags: '--once', text: mqtt[lang].once }],
      run: async (call) => (await import('./commands/mqtt.ts')).mqtt(call),
    },
    {
      name: 'demo',
      text: demo[lang].command,
      examples: ['demo', 'demo --at 18:30', 'demo --scenario ejp-peak', 'demo --contract tempo', 'demo --speed 60'],
      options: [
        ...displayOptionRows(displayOptions[lang]),
        contract,
        { flags: '--at <moment>', text: demo[lang].at },
        { flags: '--scenario <name>', text: demo[lang].scenario, choices: DEMO_SCENARIOS },
        { flags: '--speed <n>', text: demo[lang].speed, value: number(0.1, 3600), fallback: 1 },
      ],
      run: async (call) => (await import('./commands/demo.ts')).demo(call),
    },
    {
      name: 'simulate',
      text: t.simulate,
      examples: [
        'simulate --contract ejp --scenario ejp-day --out day.bin',
        'simulate --contract hc --mode standard | linky-monitor decode -',
        'simulate --scenario noisy --phases 3 --noise 0.001 --out a.bin',
        'simulate --contract base --out tcp:7000',
      ],
      options: [
        contract,
        { flags: '--mode <mode>', text: t.simulateMode, choices: MODES, fallback: 'historique' },
        { flags: '--phases <n>', text: t.simulatePhases, choices: ['1', '3'], fallback: '1' },
        { flags: '--scenario <name>', text: t.simulateScenario, choices: SCENARIOS, fallback: 'day' },
        { flags: '--producer', text: t.simulateProducer },
        { flags: '--noise <rate>', text: t.simulateNoise, value: number(0, 1) },
        { flags: '--parity', text: t.simulateParity },
        { flags: '--start <day>', text: t.simulateStart },
        { flags: '--hours <n>', text: t.simulateHours, value: number(0.001, 100_000), fallback: 24 },
        { flags: '--speed <n>', text: t.simulateSpeed, value: number(0, 1_000_000) },
        { flags: '--seed <n>', text: t.simulateSeed, value: number(0, 2 ** 32 - 1), fallback: 1 },
        { flags: '--out <where>', text: t.simulateOut, value: simulateOut, fallback: '-' },
      ],
      run: async (call) => (await import('./commands/simulate.ts')).simulate(call),
    },
    {
      name: 'decode',
      text: t.decode,
      examples: ['decode capture.bin', 'simulate --hours 1 | linky-monitor decode -'],
      argument: { name: '[file]', text: t.decodeFile, fallback: '-' },
      options: [{ flags: '--mode <mode>', text: t.decodeMode, choices: ['auto', ...MODES], fallback: 'auto' }],
      run: async (call) => (await import('./commands/decode.ts')).decode(call),
    },
    {
      name: 'record',
      text: t.record,
      examples: ['record capture.bin', 'record --seconds 600 --input /dev/ttyUSB0 -m auto day.bin'],
      argument: { name: '<file>', text: t.recordFile },
      options: [
        { flags: '--seconds <n>', text: t.recordSeconds, value: number(0.1, 1_000_000), fallback: 60 },
        input,
        { flags: '-m, --mode <mode>', text: t.daemonMode, choices: ['auto', ...MODES] },
      ],
      run: async (call) => (await import('./commands/record.ts')).record(call),
    },
    {
      name: 'doctor',
      text: doctor.command,
      examples: ['doctor', 'doctor --report', 'doctor --json'],
      options: [
        { flags: '--report', text: doctor.report },
        { flags: '--json', text: doctor.json },
      ],
      run: async (call) => (await import('./commands/doctor.ts')).doctor(call),
    },
    setupRow(setup[lang], panelRows(service)),
    serviceRow(service),
  ];
}

const panelRows = (t: Texts['machineCommands']['service']): readonly OptionRow[] => [
  { flags: '--panel', text: t.panel },
  { flags: '--no-panel', text: t.noPanel },
];

const setupRow = (t: Texts['setup'], panel: readonly OptionRow[]): CommandRow => ({
  name: 'setup',
  text: t.command,
  examples: ['setup', 'setup --yes', 'setup --dry-run', 'setup --from /home/pi/Linky'],
  options: [
    { flags: '--yes', text: t.yes },
    { flags: '--dry-run', text: t.dryRun },
    { flags: '--from <dir>', text: t.from },
    ...panel,
    { flags: '--no-service', text: t.noService },
  ],
  run: async (call) => (await import('./commands/setup.ts')).setup(call),
});

/** `service` and the commands below it. */
function serviceRow(t: Texts['machineCommands']['service']): CommandRow {
  const careful: readonly OptionRow[] = [
    { flags: '--yes', text: t.yes },
    { flags: '--dry-run', text: t.dryRun },
  ];
  const panel = panelRows(t);
  const mqttService: readonly OptionRow[] = [
    { flags: '--mqtt', text: t.mqtt },
    { flags: '--no-mqtt', text: t.noMqtt },
  ];
  const pagesService: readonly OptionRow[] = [
    { flags: '--pages <dir>', text: t.pages },
    { flags: '--no-pages', text: t.noPages },
  ];
  const load = () => import('./commands/service.ts');
  return {
    name: 'service',
    text: t.command,
    examples: ['service install', 'service status', 'service uninstall'],
    commands: [
      {
        name: 'install',
        text: t.install,
        examples: [
          'service install',
          'service install --dry-run',
          'service install --from /home/pi/Linky',
          'service install --mqtt',
          'service install --pages /run/linky-pages',
        ],
        options: [...careful, { flags: '--from <dir>', text: t.from }, ...panel, ...mqttService, ...pagesService],
        run: async (call) => (await load()).install(call),
      },
      {
        name: 'uninstall',
        text: t.uninstall,
        examples: ['service uninstall'],
        options: careful,
        run: async (call) => (await load()).uninstall(call),
      },
      {
        name: 'status',
        text: t.status,
        examples: ['service status'],
        run: async (call) => (await load()).status(call),
      },
      {
        name: 'rc.local',
        text: t.rcLocalCommand,
        examples: ['service rc.local'],
        options: panel,
        run: async (call) => (await load()).rcLocal(call),
      },
    ],
  };
}
