import type { Span } from '../../report/days/dates.ts';
import { type Grouping, groupSpans, hasSeasons } from '../../report/sums/grouping.ts';
import type { Report } from '../../report/sums/report.ts';
import { type GroupName, groupId } from '../../text/group-name.ts';
import type { Day } from '../../time/local.ts';

/** What a site has pages of, the shortest first. */
export const KINDS = ['day', 'week', 'month', 'year', 'season'] as const satisfies readonly Grouping[];

export const INDEX = 'index.html';

/** A page of the site: on some days, and where it leads to. */
export interface SitePage extends Span {
  readonly file: string;
  readonly name: GroupName;
}

/** All pages on days, by what they are on, in the order of time. */
export type SitePages = Readonly<Record<Grouping, readonly SitePage[]>>;

/** @param report on all days of the logs */
export function sitePagesOf(report: Report): SitePages {
  const pagesOf = (by: Grouping): SitePage[] =>
    by === 'season' && !hasSeasons(report)
      ? []
      : groupSpans(report, by).map(({ name, from, to }) => ({ file: fileOf(name), name, from, to }));
  return {
    ...{ day: pagesOf('day'), week: pagesOf('week'), month: pagesOf('month') },
    ...{ year: pagesOf('year'), season: pagesOf('season') },
  };
}

/** The pages of the site in the order in which they are wanted: those of the present first. */
export function newestFirst(pages: SitePages): SitePage[] {
  const order = ({ name }: SitePage): number => KINDS.indexOf(name.by);
  return KINDS.flatMap((kind) => pages[kind]).sort((a, b) =>
    a.to === b.to ? order(a) - order(b) : a.to < b.to ? 1 : -1,
  );
}

/** `2026-11-24.html`, `2026-W47.html`, `2026-11.html`, `2026.html`, `season-2026-winter.html`. */
export const fileOf = (name: GroupName): string =>
  `${name.by === 'season' ? `season-${name.year}-${name.of}` : groupId(name)}.html`;

/** The pages before and after a page, and those that it lies in. */
export interface Neighbours {
  readonly before: SitePage | undefined;
  readonly after: SitePage | undefined;
  readonly above: readonly SitePage[];
}

export function neighboursOf(page: SitePage, pages: SitePages): Neighbours {
  const { by } = page.name;
  const row = pages[by];
  const place = placeOf(row, page.from);
  const longer = KINDS.slice(KINDS.indexOf(by) + 1);
  return {
    ...{ before: row[place - 1], after: row[place + 1] },
    // A year has seasons, but lies in none.
    above: by === 'year' || by === 'season' ? [] : longer.flatMap((kind) => around(pages[kind], page) ?? []),
  };
}

/** The names of the pages that a page leads to. */
export const filesOf = ({ before, after, above }: Neighbours): (string | undefined)[] =>
  [before, after, ...above].map((page) => page?.file);

/** The page that a day, or the end of some days, lies in. */
function around(row: readonly SitePage[], { to }: Span): SitePage | undefined {
  const page = row[placeOf(row, to)];
  return page && page.to >= to ? page : undefined;
}

/** The last one that begins on a day or before it. */
function placeOf(row: readonly SitePage[], day: Day): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle] as SitePage).from <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
