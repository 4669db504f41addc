import { formatShortDay } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { entryOf } from '../../text/untrusted.ts';
import { clockOf } from '../../time/local.ts';
import {
  blank,
  box,
  cut,
  dropToFit,
  type Line,
  pair,
  paragraph,
  type Row,
  type Size,
  seg,
  widthOf,
} from '../layout/lines.ts';
import { duration } from './amounts.ts';
import { adviceRows, daemonAdvice } from './first-use.ts';
import { lastKnown } from './last-known.ts';
import { injectedLine, missingPrices, todayLine, todayTable } from './today.ts';
import type { ViewModel } from './view-model.ts';

/** From this rank on advice may give way to the table of today. */
const MORE = 8;

/** Today out of the logs; where the daemon is absent, first the way to bring it back. */
export function todayPanel(model: ViewModel, { width, height }: Size): Line[] {
  const { lang, state, today } = model;
  const text = tui[lang];
  const inner = width - 2;
  if (model.link.kind !== 'absent') {
    const title = energyTitle(model, [seg(` · ${formatShortDay(lang, state.today?.day ?? today)}`)], width - 6);
    return box(title, dropToFit(todayTable(model, inner), height - 2), width, height);
  }
  const banner = bannerRows(model, inner);
  const [missing] = missingPrices(model);
  const hint = paragraph(missing ?? '', inner, 'warning').map((line) => ({ line, rank: 3 }));
  const injected = injectedLine(model);
  const figures = [...todayLine(model), ...(injected.length > 0 ? [blank(2), ...injected] : [])];
  // A day of which nothing is known gives way to advice.
  const rank = state.today?.report?.days.length ? 0 : 9;
  const rows: readonly Row[] =
    height - 2 >= banner.filter((row) => row.rank < MORE).length + 4 && rank === 0
      ? [...banner, ...todayTable(model, inner), ...hint]
      : [...banner, { line: pair(text.todayFromLogs, figures, inner), rank }];
  return box(bannerTitle(model, width - 6), dropToFit(rows, height - 2), width, height);
}

/** What the table is, and which price it lacks: a row of it would take the place of a sum. */
export function energyTitle(model: ViewModel, more: Line, width: number): Line {
  const whole = [seg(tui[model.lang].energy, 'title'), ...more];
  const missing = missingPrices(model).find((text) => widthOf(whole) + 3 + text.length <= width);
  return missing === undefined ? whole : [...whole, seg(` · ${missing}`, 'warning')];
}

export function bannerTitle(model: ViewModel, width: number): Line {
  const { lang, sample } = model;
  const text = tui[lang];
  const at = sample ? Date.parse(sample.at) : lastKnown(model)?.at;
  const frozen = at === undefined ? undefined : text.frozen(clockOf(at));
  const fits = frozen !== undefined && text.absentTitle.length + 3 + frozen.length <= width;
  return [seg(text.absentTitle, 'alarm'), ...(fits ? [seg(` · ${frozen}`)] : [])];
}

/** Where the daemon was looked for and with what result, when the next attempt is, and how to bring it back. */
export function bannerRows(model: ViewModel, width: number): Row[] {
  const { link, lang, now } = model;
  if (link.kind !== 'absent') return [];
  const text = tui[lang];
  const { path, code, attempt, retryAt } = link.lost;
  const words = entryOf(text.errors, code);
  const short = text.socketFault('', code);
  const full = words === undefined ? short : text.socketFault('', `${code}, ${words}`);
  const end = path.length + full.length <= width - 2 ? full : short;
  const wait = duration(lang, Math.max(0, Math.ceil((retryAt - now) / 1000) * 1000));
  const next = `${text.attempt(attempt, wait)}  ${text.retryKey}`;
  const [first, ...others] = daemonAdvice(model);
  return [
    { line: [blank(1), seg(cut(path, width - 2 - end.length, 'start')), seg(end)], rank: 0 },
    { line: [blank(1), seg(next.length <= width - 2 ? next : text.attempt(attempt, wait))], rank: 0 },
    ...adviceRows(first ? [first] : [], width).map((line) => ({ line, rank: 0 })),
    ...adviceRows(others, width).map((line) => ({ line, rank: MORE })),
  ];
}
