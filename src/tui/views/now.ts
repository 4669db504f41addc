import { clockOf } from '../../meter/time.js';
import { tui } from '../../text/tui.js';
import * as facts from '../facts.js';
import { blank, choose, cut, type Line, pair, panel, type Row, type Segment, type Size, seg } from '../lines.js';
import { feedTime } from '../state.js';

/** The values of this moment. Where there is no room, the health of the daemon goes first, then blank rows. */
export function nowPanel(moment: facts.Moment, { width, height }: Size): Line[] {
  const { lang, state } = moment;
  const text = tui[lang];
  const inner = width - 2;
  const sample = state.sample?.message;
  const rows: Row[] = [];
  const add = (rank: number, label: string, value: Segment | undefined): void => {
    if (value !== undefined) rows.push({ line: pair(label, [value], inner), rank });
  };
  const gap = (): void => void rows.push({ line: [], rank: 5 });
  const told = (label: string, words: string | null | undefined, rank: number): void => {
    if (words) add(rank, label, seg(cut(words, inner - label.length - 3, 'start')));
  };

  const load = facts.load(moment);
  if (load) {
    rows.push({ line: pair(text.load, [load.percent, load.of], inner), rank: 0 });
    rows.push({ line: [blank(1), ...facts.loadBar(moment, load.share, inner - 2), blank(1)], rank: 2 });
  }
  add(0, text.current, facts.current(moment) ?? seg(facts.NONE, 'dim'));
  add(1, text.phases, facts.phases(moment));
  const over = facts.overload(moment);
  if (over) rows.push({ line: [blank(1), over], rank: 0 });
  gap();
  for (const line of ejpRows(moment, inner)) rows.push({ line, rank: 0 });
  if (facts.speaksOfEjp(moment) && state.season) add(1, text.ejpDays, seg(`${state.season.used} / ${state.season.of}`));
  const room = inner - text.period.length - (moment.stale ? 5 : 3);
  if (sample && !facts.speaksOfEjp(moment)) add(1, text.contract, facts.value(moment, cut(sample.contract, room - 1)));
  add(0, text.period, facts.value(moment, sample && cut(sample.period, room)));
  gap();
  const indexes = facts.indexes(moment);
  const narrow = indexes.some(({ label, kwh }) => label.length + kwh.text.length + 3 > inner);
  for (const { label, short, kwh } of indexes) add(0, narrow ? short : label, kwh);
  gap();
  add(1, text.frame, facts.frameWords(moment));
  add(3, text.meter, sample?.meter === undefined ? undefined : seg(sample.meter));
  const { hello } = state;
  // What an absent daemon said of its own health is not true any more.
  const status = moment.link.kind === 'absent' ? undefined : state.status?.message;
  // What stands behind a simulation's name is for the machine.
  told(text.source, state.status?.message.input.replace(/^(sim:[^?]*)\?.*/, '$1'), 3);
  add(4, text.state, status && seg(text.input[status.state]));
  gap();
  told(text.mode, state.status?.message.mode ?? hello?.mode, 6);
  if (status) {
    const { checksum, parity, format, implausible } = status.rejected;
    add(6, text.frames, seg(facts.count(lang, status.frames)));
    add(6, text.rejected, seg(facts.count(lang, checksum + parity + format + implausible)));
    told(text.daemon, hello?.version, 6);
  }
  return panel([seg(text.now, 'title')], choose(rows, height - 2), width, height);
}

/** EJP in words: NON, OUI, or the notice with its time. */
function ejpRows(moment: facts.Moment, inner: number): Line[] {
  if (!facts.speaksOfEjp(moment)) return [];
  const { lang, state, now } = moment;
  const text = tui[lang].ejpRow;
  const ejp = state.sample?.message.ejp;
  const word = ejp && (ejp.active ? text.on : text.off);
  const rows = [pair(text.label, [facts.value(moment, word, ejp?.active ? 'ejpOn' : 'value')], inner)];
  if (ejp?.until) {
    const end = clockOf(Date.parse(ejp.until)).slice(0, 5);
    rows.push(pair(text.until, [facts.value(moment, end)], inner));
  }
  if (ejp?.notice) {
    const when = facts.noticeText(lang, ejp.notice, feedTime(state, now));
    rows.push(pair(text.notice, [facts.value(moment, when, 'ejpNotice')], inner));
  }
  return rows;
}
