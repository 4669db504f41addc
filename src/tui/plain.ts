import type { Writable } from 'node:stream';
import { FeedClient } from '../feed/client.ts';
import type { SampleMessage } from '../feed/messages.ts';
import { formatUnit, type Lang } from '../text/format.ts';
import { tui } from '../text/tui.ts';
import { clockOf, dayOf } from '../time/local.ts';
import { clean } from './layout/lines.ts';
import { afterConnected, afterLost, afterMessage, initialState, type Link, linkOf } from './model/state.ts';
import { ascii } from './terminal/ascii.ts';
import { describeNotice } from './views/ejp-words.ts';
import { duration } from './views/view-model.ts';

export interface PlainOptions {
  readonly socket: string;
  readonly lang: Lang;
  /** Signs are spelled in ASCII. */
  readonly ascii?: boolean;
  readonly output?: Writable;
  readonly errors?: Writable;
}

/** `2026-11-24 14:02:33  EJP NON  HN  PAPP 1 240 VA  PINJ 0 VA`: one sample as a line of text. */
export function sampleLine(lang: Lang, sample: SampleMessage): string {
  const text = tui[lang];
  const at = Date.parse(sample.at);
  const { active, notice } = sample.ejp;
  const ejp = active
    ? text.ejp.on
    : notice
      ? `${text.ejp.notice} ${describeNotice(lang, notice, at)}`
      : sample.contract === 'EJP'
        ? text.ejp.off
        : sample.contract;
  const va = (label: string, value: number | undefined): string[] =>
    value === undefined ? [] : [`${label} ${formatUnit(lang, value, 'VA')}`];
  const marked = (label: string, value: number | undefined, isEstimated: boolean): string =>
    [...va(label, value), ...(isEstimated ? [`(${text.estimated})`] : [])].join(' ');
  const papp = marked('PAPP', sample.papp, sample.papp !== undefined && sample.pappEstimated === true);
  const pinj = marked('PINJ', sample.pinj, sample.pinjEstimated && (sample.pinj ?? 0) > 0);
  const overload = sample.overload === null ? [] : [`${text.overload} ${formatUnit(lang, sample.overload, 'A')}`];
  const parts = [ejp, sample.period, papp, pinj];
  return clean([stamp(at), ...parts, ...overload].filter((part) => part !== '').join('  '));
}

const stamp = (at: number): string => `${dayOf(at)} ${clockOf(at)}`;

/** What the link says when the meter is silent; undefined while it is not. */
function silenceOf(lang: Lang, link: Link): { key: string; words: string } | undefined {
  if (link.kind !== 'silent') return undefined;
  const text = tui[lang];
  const state = link.state === undefined ? '' : ` (${text.input[link.state]})`;
  return { key: state, words: `! ${text.link.silent} ${duration(lang, link.age)}${state}` };
}

/**
 * The feed as lines of text, for pipes and for terminals that are none: a line a sample, and a line where the
 * meter falls silent. Goes on trying while the daemon is away; ends on SIGINT, or when nobody reads any more.
 * @returns the exit code
 */
export function runPlain(options: PlainOptions): Promise<number> {
  return new Promise((resolve) => {
    const { lang, output = process.stdout, errors = process.stderr } = options;
    let state = initialState(Date.now());
    let told: string | undefined;
    let away = false;

    const spelled = (text: string): string => (options.ascii ? ascii(text) : text);
    const write = (line: string): void => void output.write(`${spelled(line)}\n`);
    const end = (): void => {
      clearInterval(clock);
      process.removeListener('SIGINT', end);
      process.removeListener('SIGTERM', end);
      output.removeListener('error', end);
      // The write under way when the reader left may still report it.
      output.on('error', () => {});
      client.stop();
      resolve(0);
    };
    /** Says once that the meter fell silent, and again when the reason changed. */
    const tellSilence = (): void => {
      const now = Date.now();
      const silence = silenceOf(lang, linkOf(state, now));
      if (silence && silence.key !== told) write(`${stamp(now)}  ${silence.words}`);
      told = silence?.key;
    };
    const client = new FeedClient(options.socket, {
      connected: () => {
        state = afterConnected(state, Date.now());
        if (away) write(`${stamp(Date.now())}  ● ${tui[lang].plain.connected}`);
        away = false;
      },
      message: (message) => {
        state = afterMessage(state, message, Date.now());
        if (message.type === 'sample') write(sampleLine(lang, message));
        tellSilence();
      },
      lost: (lost) => {
        state = afterLost(state, lost, Date.now());
        if (!away) errors.write(`${spelled(clean(tui[lang].plain.absent(lost.path, lost.code)))}\n`);
        away = true;
      },
    });
    const clock = setInterval(tellSilence, 1000);
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    output.once('error', end);
    client.start();
  });
}
