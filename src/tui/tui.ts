import type { Readable, Writable } from 'node:stream';
import { FeedClient } from '../feed/client.ts';
import type { Lang } from '../text/format.ts';
import { dayOf } from '../time/local.ts';
import { Endings } from './endings.ts';
import type { LogLoader, LogPlaces } from './loader/loader.ts';
import { afterKey } from './model/keys.ts';
import { initialSelection, type Selection } from './model/selection.ts';
import {
  afterConnected,
  afterLost,
  afterMessage,
  afterTick,
  feedTime,
  initialState,
  type State,
} from './model/state.ts';
import { ascii } from './terminal/ascii.ts';
import { type DisplayOptions, defaultDisplayOptions, type Terminal, terminalOf } from './terminal/capabilities.ts';
import { Screen } from './terminal/screen.ts';
import { loadPages } from './view.ts';
import { ejpState } from './views/ejp-words.ts';
import { afterTitle, type Title } from './views/title.ts';
import { viewModelOf } from './views/view-model.ts';

export interface TuiOptions extends LogPlaces {
  readonly socket: string;
  readonly lang: Lang;
  readonly env: NodeJS.ProcessEnv;
  readonly display?: DisplayOptions;
  readonly input?: Readable;
  readonly output?: Writable;
  /** What a screen needs at its start was done once. */
  settled?(): void;
}

/** Changes within this time (the greeting, a piece of the logs) are drawn together. */
const MERGED_MS = 50;
/** The first screen waits so long for the greeting: without it there is nothing to show but empty frames. */
const GREETED_MS = 400;
/** After the first reading of the logs some seconds go by before anything is done that can wait. */
const SETTLED_MS = 3000;

/**
 * The screen, until the user leaves it. Writing to a terminal that is not read blocks, and all of this process with
 * it: nothing else may live in it.
 * @returns the exit code
 */
export const runTui = (options: TuiOptions): Promise<number> => new Tui(options).run();

/** The screen's loop: messages, keys and time change the state and the selection; both are drawn. */
class Tui {
  readonly #options: TuiOptions;
  readonly #display: DisplayOptions;
  readonly #terminal: Terminal;
  readonly #client: FeedClient;
  readonly #endings: Endings;
  #screen: Screen | undefined;
  #loader: LogLoader | undefined;
  #state: State = initialState(Date.now());
  #selection: Selection = initialSelection;
  #title: Title | undefined;
  #ejp: ReturnType<typeof ejpState>;
  #merging: NodeJS.Timeout | undefined;
  #clock: NodeJS.Timeout | undefined;
  #loading = false;
  #settling = false;
  #stopped = false;
  #resolve: (code: number) => void = () => undefined;

  constructor(options: TuiOptions) {
    this.#options = options;
    this.#display = options.display ?? defaultDisplayOptions;
    this.#terminal = terminalOf(options.env, this.#display);
    this.#client = new FeedClient(options.socket, {
      message: (message) => this.#change(afterMessage(this.#state, message, Date.now())),
      connected: () => this.#change(afterConnected(this.#state, Date.now())),
      lost: (lost) => this.#change(afterLost(this.#state, lost, Date.now())),
    });
    this.#endings = new Endings(
      (code) => this.#stop(code),
      () => this.#screen?.close(),
    );
  }

  run(): Promise<number> {
    const ended = new Promise<number>((resolve) => {
      this.#resolve = resolve;
    });
    // The daemon greets while the screen is made ready.
    this.#client.start();
    const { input = process.stdin, output = process.stdout, lang } = this.#options;
    this.#screen = new Screen({
      ...{ input, output, lang, terminal: this.#terminal, mouse: this.#display.mouse },
      now: Date.now,
      onKey: (key) => this.#onKey(key),
      onGone: this.#endings.hangUp,
    });
    this.#endings.watch();
    this.#showSoon(GREETED_MS);
    return ended;
  }

  #stop(code: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#clock);
    clearTimeout(this.#merging);
    this.#loader?.stop();
    this.#endings.ignore();
    this.#client.stop();
    this.#screen?.close();
    this.#resolve(code);
  }

  /** Draws at whole multiples of the interval, so that the seconds of the clock go by evenly. */
  #tick(): void {
    const interval = this.#display.interval * 1000;
    this.#clock = setTimeout(
      () => {
        this.#state = afterTick(this.#state, Date.now());
        this.#show();
        this.#tick();
      },
      interval - (Date.now() % interval),
    );
  }

  /** The feed changed the state. Samples wait for the next tick, unless they bring what must be seen at once. */
  #change(next: State): void {
    const urgent = next.connection !== this.#state.connection || (next.sample && !this.#state.sample);
    this.#state = next;
    // The first screen waits for the greeting, and shows at once what came of it.
    if (!this.#loading && (next.sample || next.connection.kind === 'lost')) this.#show();
    else if (urgent || ejpState(viewModelOf(next, Date.now(), this.#options.lang)) !== this.#ejp) this.#showSoon();
  }

  #onKey(key: string): void {
    const now = Date.now();
    const today = dayOf(feedTime(this.#state, now));
    const { selection, action } = afterKey(this.#selection, key, { state: this.#state, now, today });
    this.#selection = selection;
    if (action === 'reload') {
      this.#loader?.invalidate();
      this.#client.retryNow();
    }
    if (action === 'quit') this.#stop(0);
    else if (action === 'suspend') this.#screen?.suspend();
    else if (action === 'redraw') this.#screen?.redraw();
    else this.#show();
  }

  #showSoon(ms = MERGED_MS): void {
    this.#merging ??= setTimeout(() => this.#show(), ms);
  }

  #show(): void {
    clearTimeout(this.#merging);
    this.#merging = undefined;
    const now = Date.now();
    this.#loader?.schedule(this.#state, this.#selection, now);
    this.#screen?.show(this.#state, this.#selection);
    this.#announce(now);
    if (this.#loading) return;
    this.#loading = true;
    this.#tick();
    setImmediate(() => this.#load().catch(this.#endings.fail));
  }

  /** Keeps the terminal's title up to date; rings when EJP has changed. */
  #announce(now: number): void {
    const model = viewModelOf(this.#state, now, this.#options.lang, this.#selection);
    const title = afterTitle(this.#title, model);
    if (title !== this.#title) this.#screen?.title(this.#terminal.utf8 ? title.text : ascii(title.text));
    this.#title = title;
    const before = this.#ejp;
    this.#ejp = ejpState(model) ?? before;
    if (this.#display.bell && before !== undefined && this.#ejp !== before) this.#screen?.bell();
  }

  /** Once, when the logs have been read for the first time and drawn. */
  #settle(): void {
    if (this.#settling || !this.#options.settled) return;
    this.#settling = true;
    setTimeout(() => this.#stopped || this.#options.settled?.(), SETTLED_MS).unref();
  }

  /** The reading of the logs and the other views are more than half of all code: loaded once the first screen is shown. */
  async #load(): Promise<void> {
    const { LogLoader } = await import('./loader/loader.ts');
    if (this.#stopped) return;
    this.#loader = new LogLoader({
      ...this.#options,
      changed: (apply) => {
        this.#state = apply(this.#state);
        this.#showSoon();
      },
      idle: () => this.#settle(),
    });
    this.#loader.schedule(this.#state, this.#selection, Date.now());
    await loadPages();
    if (!this.#stopped && (this.#selection.help || this.#selection.view !== 'live')) this.#show();
  }
}
