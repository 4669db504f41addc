import type { PriceList } from '../../energy/prices.ts';
import { Summaries, type SummariesOptions } from '../../journal/summaries.ts';
import type { Span } from '../../report/days/dates.ts';
import type { LogRange } from '../../report/sums/build.ts';
import type { Grouping } from '../../report/sums/grouping.ts';
import { finish, type Work } from '../../report/sums/read-logs.ts';
import type { Report } from '../../report/sums/report.ts';
import { page as allTexts } from '../../text/page.ts';
import { addDays, type Day, dayOf, isoOf } from '../../time/local.ts';
import { type PageOptions, pageSteps } from '../page.ts';
import type { SiteDirectory } from './directory.ts';
import { indexHtml } from './index-page.ts';
import { Inputs, stretchesOf } from './inputs.ts';
import { digestOf, FORMAT } from './inventory.ts';
import { headingOf, linkOf, navigationHtml } from './navigation.ts';
import { filesOf, INDEX, neighboursOf, newestFirst, type SitePage, type SitePages, sitePagesOf } from './site-pages.ts';

/** Pages between two savings of what was written. */
const SAVED_PAGES = 100;
/** Pages on more than a day are as fine as ten minutes: while they run they are written again as often, ms. */
const LONG_PAGES_MS = 600_000;

export interface SiteOptions extends Pick<PageOptions, 'lang' | 'assets' | 'zone' | 'again'> {
  readonly directory: SiteDirectory;
  readonly logs: string;
  /** Where what is kept of closed days lies, when not beside the logs. */
  readonly caches?: string | undefined;
  /** Of the program. */
  readonly version: string;
  readonly onReading?: SummariesOptions['onReading'];
}

/** What pages show besides what the logs have, as it is at one moment. */
export interface Given {
  readonly prices: PriceList;
  /** The report on a range of the logs. */
  reportSteps(range: LogRange & { readonly now: number }): Work<Report>;
  /** While it is the same, so is all that such a report has from elsewhere than the logs and the prices. */
  version(span: Span): string;
}

/** What an update has done. */
export interface Update {
  readonly written: number;
  readonly removed: number;
  readonly pages: number;
  /** Names that pages should have and others' files have. */
  readonly taken: readonly string[];
}

/** Days up to today whose pages each line of today is looked at for: a later line decides what an index was worth. */
const OPEN_DAYS = 2;

/** What the rows of a page are. */
const ROWS: Readonly<Record<Grouping, Grouping | undefined>> = {
  ...{ day: undefined, week: 'day', month: 'day', year: 'month', season: 'month' },
};

type Done = 'same' | 'written' | 'taken';

/** What the pages of one update are made with. */
interface Round {
  readonly logs: Summaries;
  /** Days that something was asked of since it was emptied. */
  readonly asked: Set<Day>;
  readonly inputs: Inputs;
  readonly given: Given;
  /** The present instant, ms. */
  readonly now: number;
  readonly today: Day;
}

/** One page: its name, its last day, and what decides whether it is as it was. */
interface Draft {
  readonly file: string;
  readonly to: Day;
  readonly others: readonly unknown[];
  make(): Work<string>;
}

/** A static site: a page on each day, week, month, year and season of the logs, and one that leads to them. */
export class Site {
  readonly #options: SiteOptions;
  /** As of the last update of all pages. */
  #pages: SitePages | undefined;
  #allAt = Number.NEGATIVE_INFINITY;
  /** Of the program and its options: what all pages are made with. */
  readonly #common: string;

  constructor(options: SiteOptions) {
    this.#options = options;
    const { lang, zone, version, assets } = options;
    this.#common = digestOf(JSON.stringify([FORMAT, version, lang, zone, assets.script, assets.style]));
  }

  /**
   * Writes the pages whose logs, prices or neighbours have changed: all of them, or that of today alone where the others
   * were looked at a short time ago.
   * @param now ms since 1970 UTC
   * @throws JournalError, or the system's error where the directory cannot be written
   */
  *updateSteps(given: Given, now: number): Work<Update> {
    const round = this.#roundAt(given, now);
    const pages = this.#pages;
    const last = pages?.day.at(-1);
    const isNew = last?.from !== round.today || !round.logs.list.includes(last.from);
    if (!pages || !last || isNew || now - this.#allAt >= LONG_PAGES_MS) return yield* this.#all(round);
    const done = finish(this.#page(last, pages, round));
    this.#options.directory.save();
    return { written: done === 'written' ? 1 : 0, removed: 0, pages: 1, taken: done === 'taken' ? [last.file] : [] };
  }

  #roundAt(given: Given, now: number): Round {
    const { logs, caches, onReading } = this.#options;
    const asked = new Set<Day>();
    const opened = new Summaries(logs, { caches, onReading, onAsked: (day) => asked.add(day) });
    return { logs: opened, asked, inputs: new Inputs(opened, given.prices), given, now, today: dayOf(now) };
  }

  *#all(round: Round): Work<Update> {
    const { directory } = this.#options;
    const report = yield* wholeReport(round);
    const pages = sitePagesOf(report);
    const list = newestFirst(pages);
    const taken: string[] = [];
    let written = 0;
    const count = (file: string, done: Done): void => {
      if (done === 'taken') taken.push(file);
      if (done === 'written' && ++written % SAVED_PAGES === 0) directory.save();
    };
    count(INDEX, finish(this.#index(report, pages, round)));
    for (const [i, page] of list.entries()) {
      count(page.file, finish(this.#page(page, pages, round)));
      yield { done: i + 1, of: list.length };
    }
    const names = new Set([INDEX, ...list.map(({ file }) => file)]);
    const gone = directory.files.filter((file) => !names.has(file));
    for (const file of gone) directory.remove(file);
    directory.save();
    this.#pages = pages;
    this.#allAt = round.now;
    return { written, removed: gone.length, pages: names.size, taken };
  }

  #index(report: Report, pages: SitePages, round: Round): Work<Done> {
    const options = this.#pageOptions(true);
    // biome-ignore lint/correctness/useYield: all its work is done
    const make = function* (): Work<string> {
      return indexHtml(report, pages, round.now, options);
    };
    // Of each day something was asked for the report.
    for (const day of round.logs.list) round.asked.add(day);
    return this.#draft(
      { file: INDEX, to: report.to, others: [report.from, report.to, round.given.version(report)], make },
      round,
    );
  }

  #page(page: SitePage, pages: SitePages, round: Round): Work<Done> {
    const { lang } = this.#options;
    const { file, from, to, name } = page;
    const beside = neighboursOf(page, pages);
    const common = this.#pageOptions(to >= round.today, name.by === 'day' ? 0 : LONG_PAGES_MS);
    const make = function* (): Work<string> {
      round.asked.clear();
      const navigation = navigationHtml(beside, lang);
      const options = {
        ...common,
        navigation,
        heading: headingOf(name, lang),
        by: ROWS[name.by],
        linkOf: linkOf(lang),
      };
      const range = { logs: round.logs, from, to, prices: round.given.prices, now: round.now };
      return yield* pageSteps(yield* round.given.reportSteps(range), range, options);
    };
    return this.#draft({ file, to, others: [from, to, filesOf(beside), round.given.version(page)], make }, round);
  }

  /** Writes a page unless it is there as it would be written. */
  *#draft({ file, to, others, make }: Draft, { inputs, asked, today, now }: Round): Work<Done> {
    const { directory, again, lang, zone } = this.#options;
    // How much of a day is known depends on the present: told as often as the long pages are.
    const present = to >= today ? [Math.floor(now / LONG_PAGES_MS), again] : [];
    const all = [this.#common, ...others, ...present];
    const known = directory.entryOf(file);
    const entry = known && directory.isIntact(known) ? known : undefined;
    if (entry && entry.inputs === inputs.digest(entry.asked, to, all)) return 'same';
    if (!directory.isOurs(file)) return 'taken';
    const text = yield* make();
    const stretches = stretchesOf(asked);
    const content = digestOf(text.replace(allTexts[lang].written(isoOf(now), zone), ''));
    const page = { file, asked: stretches, inputs: inputs.digest(stretches, to, all), content };
    const isOpen = to >= addDays(today, -OPEN_DAYS);
    if (entry?.content === content) directory.note({ ...entry, ...page }, isOpen);
    else directory.write(page, text, isOpen);
    return entry?.content === content ? 'same' : 'written';
  }

  /** @param every ms after which it is written again */
  #pageOptions(isOpen: boolean, every = LONG_PAGES_MS): PageOptions {
    const { lang, assets, zone, again } = this.#options;
    return { lang, assets, zone, again: isOpen && again !== undefined ? Math.max(again, every / 1000) : undefined };
  }
}

/** The report on all days of the logs up to today. */
function* wholeReport({ logs, given, now, today }: Round): Work<Report> {
  const [first = today] = logs.places.daysWithin(logs.list[0] ?? today, today);
  return yield* given.reportSteps({ logs, from: first < today ? first : today, to: today, prices: given.prices, now });
}
