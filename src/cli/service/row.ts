import type { Lang } from '../../text/format.ts';
import { pi } from '../../text/pi.ts';
import type { CommandRow, OptionRow } from '../command.ts';

/** `service` and the commands below it. */
export function serviceRow(lang: Lang): CommandRow {
  const t = pi[lang].service;
  const careful: readonly OptionRow[] = [
    { flags: '--yes', text: t.yes },
    { flags: '--dry-run', text: t.dryRun },
  ];
  const panel: readonly OptionRow[] = [
    { flags: '--panel', text: t.panel },
    { flags: '--no-panel', text: t.noPanel },
  ];
  const load = () => import('../commands/service.ts');
  return {
    name: 'service',
    text: t.command,
    examples: ['service install', 'service status', 'service uninstall'],
    commands: [
      {
        name: 'install',
        text: t.install,
        examples: ['service install', 'service install --dry-run', 'service install --from /home/pi/Linky'],
        options: [...careful, { flags: '--from <dir>', text: t.from }, ...panel],
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
