import { type ContractLine, type ContractsSheet, contractsSheet } from '../../report/contracts/sheet.ts';
import type { GroupReport } from '../../report/sums/grouping.ts';
import { contracts as allTexts } from '../../text/contracts.ts';
import type { Lang } from '../../text/format.ts';
import { views } from '../../text/views.ts';
import { type Line, paragraph } from '../layout/lines.ts';
import { type Column, tabulate } from '../layout/table.ts';
import type { ContractsPage } from '../model/log-data.ts';
import { packedTitle } from './costs-bars.ts';

/** What is shown in place of the detail of a row or a bar. */
export interface UnderContracts {
  readonly title: Line;
  readonly rows: Line[];
}

/** From this width on the periods of each contract are told. */
const WIDE = 100;

/** What the days of a row or a bar would have cost under other contracts; what it says meanwhile, while they are read. */
export function underContracts(
  lang: Lang,
  group: GroupReport,
  page: ContractsPage | undefined,
  meanwhile: readonly Line[],
  width: number,
): UnderContracts {
  const t = allTexts[lang];
  const title = (parts: readonly string[]): Line =>
    packedTitle([views[lang].costs.name(group.name), ...parts], width - 4);
  const { report, comparison, offPeak = [] } = page && isOf(page, group) ? page : {};
  if (!report || !comparison) return { title: title([t.otherContracts]), rows: [...meanwhile, ...ROOM] };
  const sheet = contractsSheet({ report, comparison, offPeak, lang });
  const [days = '', ...others] = sheet.compared;
  return {
    title: title([t.otherContracts, `${t.columns.days.toLowerCase()} ${days}`, ...others]),
    rows: rowsOf(lang, sheet, width),
  };
}

/** Whether a page is of the days of a row or a bar. */
export const isOf = ({ from, to }: ContractsPage, group: Pick<GroupReport, 'from' | 'to'>): boolean =>
  from === group.from && to === group.to;

/** Rows that a table will need: the page does not jump when it comes. */
const ROOM: readonly Line[] = Array.from({ length: 4 }, () => []);

function rowsOf(lang: Lang, { lines, sign, notes }: ContractsSheet, width: number): Line[] {
  const table = tabulate(columnsIn(lang), lines, width);
  const periods = width < WIDE ? [] : lines.filter((line) => line.periods !== '');
  return [
    table.head,
    ...table.rows,
    ...periods.flatMap(({ label, periods: text }) => paragraph(`${label}\u00a0: ${text}`, width, 'dim')),
    ...(sign ? paragraph(sign, width, 'warning') : []),
    ...notes.flatMap((note) => paragraph(note, width, 'warning')),
  ];
}

function columnsIn(lang: Lang): Column<ContractLine>[] {
  const t = allTexts[lang].columns;
  return [
    { title: t.contract, rank: 0, left: true, cell: ({ label }) => label },
    { title: t.energy, rank: 1, cell: ({ energy }) => energy },
    { title: t.subscription, rank: 2, cell: ({ subscription }) => subscription },
    { title: t.total, rank: 0, style: 'value', cell: ({ total }) => total },
    { title: t.difference, rank: 0, cell: ({ difference }) => difference },
    { title: t.share, rank: 3, cell: ({ share }) => share },
    { title: t.days, rank: 4, cell: ({ days }) => days },
  ];
}
