import type { Writable } from 'node:stream';
import { FeedClient } from '../feed/client.ts';
import type { FeedMessage, SampleMessage } from '../feed/messages.ts';
import { onEndingSignal } from '../host/signals.ts';
import { formatUnit, type Lang } from '../text/format.ts';
import { tui } from '../text/tui.ts';
import { clockOf, dayOf } from '../time/local.ts';
import type { Absence } from './absence.ts';
import { clean } from './layout/lines.ts';
import { afterConnected, afterLost, afterMessage, feedTime, initialState, type Lost, linkOf } from './model/state.ts';
import { ascii } from './terminal/ascii.ts';
import { duration, NONE } from './views/amounts.ts';
import { describeNotice } from './views/ejp-words.ts';

export interface PlainOptions {
  readonly socket: string;
  readonly lang: Lang;
  /** Signs are spelled in ASCII. */
  readonly ascii?: boolean;
  /** Where to look while the daemon is absent: for the last line of the logs, and for what can be done here. */
  readonly absence?: Absence;
  readonly output?: Writable;
  readonly errors?: Writable;
}

/** `2026-11-24 14:02:33  EJP NON  HN  PAPP 1 240 VA  PINJ 0 VA`: one sample as a line of text. */
export function sampleLine(lang: Lang, sample: SampleMessage): string {
  const text = tui[lang];
  const at = Date.parse(sample.at);
  const { active, notice, unknown } = sample.ejp;
  const none = sample.contract === 'EJP' ? text.ejp.off : (sample.contract ?? NONE);
  const ejp = unknown
    ? text.ejp.unknown
    : active
      ? text.ejp.on
      : notice
        ? `${text.ejp.notice} ${describeNotice(lang, sample, at)[0]}`
        : none;
  const va = (label: string, value: number | undefined, isEstimated = false): string =>
    value === undefined ? '' : `${label} ${formatUnit(lang, value, 'VA')}${isEstimated ? ` (${text.estimated})` : ''}`;
  const papp = sample.papp === undefined ? `PAPP ${NONE}` : va('PAPP', sample.papp, sample.pappEstimated);
  const pinj = va('PINJ', sample.pinj, sample.pinjEstimated && (sample.pinj ?? 0) > 0);
  const overload = sample.overload === null ? '' : `${text.overload} ${formatUnit(lang, sample.overload, 'A')}`;
  return clean([stamp(at), ejp, sample.period ?? NONE, papp, pinj, overload].filter((part) => part !== '').join('  '));
}

const stamp = (at: number): string => `${dayOf(at)} ${clockOf(at)}`;

/**
 * The feed as lines of text, for pipes and for terminals that cannot show a screen: a line a sample, and a line where
 * the meter falls silent. Tries on while the daemon is absent; ends on a signal, or when nobody reads any more.
 * @returns the exit code
 */
export const runPlain = (options: PlainOptions): Promise<number> => new Plain(options).run();

class Plain {
  readonly #options: PlainOptions;
  readonly #output: Writable;
  readonly #client: FeedClient;
  #state = initialState(Date.now());
  /** The reason of the silence that was written last. */
  #silence: string | undefined;
  #isAbsent = false;
  #clock: NodeJS.Timeout | undefined;
  #ignoreSignals: () => void = () => undefined;
  #resolve: (code: number) => void = () => undefined;

  constructor(options: PlainOptions) {
    this.#options = options;
    this.#output = options.output ?? process.stdout;
    this.#client = new FeedClient(options.socket, {
      connected: () => this.#onConnected(),
      message: (message) => this.#onMessage(message),
      lost: (lost) => this.#onLost(lost),
    });
  }

  run(): Promise<number> {
    this.#clock = setInterval(() => this.#writeSilence(), 1000);
    this.#ignoreSignals = onEndingSignal(this.#stop);
    this.#output.once('error', this.#stop);
    this.#client.start();
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  readonly #stop = (): void => {
    clearInterval(this.#clock);
    this.#ignoreSignals();
    this.#output.removeListener('error', this.#stop);
    // The write under way when the reader left may still report it.
    this.#output.on('error', () => {});
    this.#client.stop();
    this.#resolve(0);
  };

  #onConnected(): void {
    const now = Date.now();
    this.#state = afterConnected(this.#state, now);
    if (this.#isAbsent)
      this.#write(`${stamp(feedTime(this.#state, now))}  ● ${tui[this.#options.lang].plain.connected}`);
    this.#isAbsent = false;
  }

  #onMessage(message: FeedMessage): void {
    this.#state = afterMessage(this.#state, message, Date.now());
    if (message.type === 'sample') this.#write(sampleLine(this.#options.lang, message));
    this.#writeSilence();
  }

  #onLost(lost: Lost): void {
    const { lang, errors = process.stderr } = this.#options;
    this.#state = afterLost(this.#state, lost, Date.now());
    if (this.#isAbsent) return;
    this.#isAbsent = true;
    this.#write(clean(tui[lang].plain.absent(lost.path, lost.code)), errors);
    const { absence } = this.#options;
    if (absence) this.#explain(absence, errors).catch(() => undefined);
  }

  /** What the logs say last, and what can be done here. */
  async #explain(absence: Absence, errors: Writable): Promise<void> {
    const { absenceLines } = await import('./absence.ts');
    const { known, advice } = absenceLines(this.#state, this.#options.lang, absence);
    // Nothing of it is news where a sample has come already.
    if (known !== undefined && !this.#state.sample) this.#write(known);
    for (const line of advice) this.#write(line, errors);
  }

  /** Says once that the meter fell silent, and again when the reason has changed. */
  #writeSilence(): void {
    const { lang } = this.#options;
    const now = Date.now();
    const link = linkOf(this.#state, now);
    const text = tui[lang];
    const reason = link.kind !== 'silent' ? undefined : link.state === undefined ? '' : ` (${text.input[link.state]})`;
    if (link.kind === 'silent' && reason !== this.#silence) {
      const silent = `${text.link.silent} ${duration(lang, link.age)}${reason}`;
      const what = link.state === 'stopped' ? text.plain.stopped : silent;
      this.#write(`${stamp(feedTime(this.#state, now))}  ! ${what}`);
    }
    this.#silence = reason;
  }

  #write(line: string, output = this.#output): void {
    output.write(`${this.#options.ascii ? ascii(line) : line}\n`);
  }
}
