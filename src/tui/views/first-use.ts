import { SERVICE } from '../../host/unit.ts';
import { firstUse } from '../../text/first-use.ts';
import type { Lang } from '../../text/format.ts';
import { blank, type Line, paragraph, seg, wrapped } from '../layout/lines.ts';
import { memoizeLast } from '../layout/memoize-last.ts';
import type { Access, Machine } from '../model/machine.ts';
import type { ViewModel } from './view-model.ts';

/** Words, and a command that can be typed as it is. */
interface Advice {
  readonly words: string;
  readonly command?: string;
}

/** The service as systemctl takes it. */
const UNIT_NAME = SERVICE.replace(/\.service$/, '');

/** How to get a daemon on this machine, the most useful first; nothing while it is not known what there is. */
export function daemonAdvice({ lang, state, link }: ViewModel): readonly Advice[] {
  const { machine } = state;
  if (link.kind !== 'absent' || !machine) return [];
  const t = firstUse[lang];
  const { code } = link.lost;
  if (code === 'EOWNER') return [{ words: t.foreign }];
  if (code === 'EACCES' && machine.socketAccess) return accessAdvice(lang, machine, machine.socketAccess);
  const { program, asRoot, sudo, canTry, options } = machine;
  const demo = { words: t.demo, command: `${program} demo` };
  switch (machine.service) {
    case 'installed': {
      const isLeftOver = code === 'ECONNREFUSED';
      const [words, verb] = isLeftOver ? [t.restart, 'restart'] : [t.start, 'start'];
      return [
        { words, command: `${sudo}systemctl ${verb} ${UNIT_NAME}` },
        { words: t.why, command: `${sudo}journalctl -u ${UNIT_NAME} -n 20` },
      ];
    }
    case 'none':
      return [
        { words: t.install, command: `${asRoot} service install` },
        ...(canTry ? [{ words: t.tryIt, command: `${program} daemon${options}` }] : []),
        demo,
      ];
    case 'noSystemd':
      return [
        { words: t.start, command: `${canTry ? program : asRoot} daemon${options}` },
        { words: t.atBoot, command: `${program} service rc.local` },
        demo,
      ];
  }
}

function accessAdvice(lang: Lang, { sudo }: Machine, { group, user, isMember }: Access): Advice[] {
  const t = firstUse[lang];
  if (isMember) return [{ words: t.loginAgain(group) }];
  return [{ words: t.join, command: `${sudo}usermod -aG ${group} ${user}` }, { words: t.thenLogin }];
}

/** How to be let at the logs. */
export function logsAdvice({ lang, state: { machine } }: ViewModel): readonly Advice[] {
  return machine?.logsAccess ? accessAdvice(lang, machine, machine.logsAccess) : [];
}

/** No logs, and nobody who writes any: what to do first, in three lines where they are wide enough. */
export function noLogsRows(model: ViewModel, directory: string, width: number): Line[] {
  const [first] = daemonAdvice(model);
  const advice = first ? adviceRows([first], width) : [];
  return [...paragraph(firstUse[model.lang].noLogs(directory), width), ...advice];
}

/** Where prices come from, while there is no tariffs.conf at all. */
export const pricesAdvice = ({ lang, state }: ViewModel, width: number): readonly Line[] =>
  pricesRows(lang, state.machine?.pricesCommand, width);

const pricesRows = memoizeLast((lang: Lang, command: string | undefined, width: number): readonly Line[] =>
  command === undefined ? [] : adviceRows([{ words: firstUse[lang].noPrices, command }], width),
);

/** Each piece of advice in a row; its command has its own where both have no room. */
export const adviceRows = (all: readonly Advice[], width: number): Line[] =>
  all.flatMap(({ words, command }): Line[] => {
    if (command === undefined) return paragraph(words, width);
    if (words.length + command.length + 3 <= width) return [[blank(1), seg(`${words} `), seg(command, 'value')]];
    if (command.length + 2 <= width) return [[blank(1), seg(command, 'value')]];
    return [...paragraph(words, width), ...wrapped(broken(command, width - 2), width - 2).map(commandRow)];
  });

const commandRow = (part: string): Line => [blank(1), seg(part, 'value')];

/** A command that can be read whole: words that are longer than a row go on in the next one. */
const broken = (command: string, width: number): string =>
  command
    .split(' ')
    .flatMap((word) => word.match(new RegExp(`.{1,${width}}`, 'g')) ?? [])
    .join(' ');
