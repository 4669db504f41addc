import type { Readable, Writable } from 'node:stream';
import { FeedClient } from '../feed/client.ts';
import type { Lang } from '../text/format.ts';
import { type Day, dayOf } from '../time/local.ts';
import { Endings } from './endings.ts';
import type { Program } from './files/machine.ts';
import type { LogLoader, LogPlaces } from './loader/loader.ts';
import { withSettings } from './model/chosen.ts';
import type { ShownCurve } from './model/keys/curve.ts';
import { openedOn } from './model/keys/day.ts';
import type { KeyContext } from './model/keys/moves.ts';
import { afterPointer, type Pointer, type Press } from './model/keys/pointer.ts';
import { type Action, afterKey } from './model/keys.ts';
import { type ExportFormat, initialSelection, type Selection } from './model/selection.ts';
import { changedSettings } from './model/settings.ts';
import {
  afterConnected,
  afterLost,
  afterMessage,
  afterTick,
  feedTime,
  initialState,
  type State,
} from './model/state.ts';
import { Preferences } from './preferences.ts';
import { ascii } from './terminal/ascii.ts';
import type { MouseEvent } from './terminal/blessed.ts';
import { type DisplayOptions, defaultDisplayOptions, terminalOf } from './terminal/capabilities.ts';
import { type Look, Screen } from './terminal/screen.ts';
import { bodyOf, lastHelpRow, loadPages } from './view.ts';
import { columnUnder, curveColumns, curveForKeys } from './views/curve-place.ts';
import { ejpState } from './views/ejp-words.ts';
import { afterTitle, type Title } from './views/title.ts';
import { type ViewModel, viewModelOf } from './views/view-model.ts';

export interface TuiOptions extends LogPlaces {
  readonly socket: string;
  /** The language of the command line, else of the configuration. */
  readonly lang: Lang;
  /** Whether the command line has named it: else it is the one that the user chose on the screen. */
  readonly namesLanguage?: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly display?: DisplayOptions;
  /** Days whose curve is shown first, both included. */
  readonly openOn?: { readonly from: Day; readonly to: Day };
  /** This program, so that the screen can say how to call it. */
  readonly program?: Program;
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

/** What the mouse does to a curve. */
const POINTER: Readonly<Record<string, Pointer['action']>> = {
  ...{ mousedown: 'press', mousemove: 'drag', wheelup: 'wheelup', wheeldown: 'wheeldown' },
};
/** Actions after which there is nothing more to draw. */
const HANDLED: readonly Action[] = ['quit', 'suspend', 'redraw'];

/**
 * The screen, until the user leaves it. Writing to a terminal that is not read blocks, and all of this process with
 * it: nothing else may live in it.
 * @returns the exit code
 */
export const runTui = (options: TuiOptions): Promise<number> => new Tui(options).run();

/** Whether something is missing that the machine has to be looked at for: the logs, or any price. */
const isLacking = ({ today }: State): boolean =>
  today !== undefined && (today.fault !== undefined || today.prices.isEmpty);

/** The screen's loop: messages, keys and time change the state and the selection; both are drawn. */
class Tui {
  readonly #options: TuiOptions;
  readonly #display: DisplayOptions;
  readonly #preferences: Preferences;
  readonly #client: FeedClient;
  readonly #endings: Endings;
  #screen: Screen | undefined;
  #loader: LogLoader | undefined;
  #press: Press | undefined;
  #state: State;
  #selection: Selection;
  #look: Look;
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
    const { env, lang, namesLanguage, tariffsFile } = options;
    this.#preferences = new Preferences({
      ...{ env, lang, namesLanguage, display: this.#display },
      changed: (settingsFile) => {
        this.#state = { ...this.#state, settingsFile };
        this.#showSoon();
      },
    });
    const { start, file } = this.#preferences;
    const named = options.logs === undefined ? {} : { namedLogs: options.logs };
    this.#state = { ...initialState(Date.now()), settingsFile: file, pricesFile: tariffsFile, ...named };
    const selection = { ...withSettings(initialSelection, start), view: start.startView };
    this.#selection = options.openOn ? openedOn(selection, options.openOn, dayOf(Date.now())) : selection;
    this.#look = this.#lookOf(this.#selection);
    this.#client = new FeedClient(options.socket, {
      message: (message) => this.#change(afterMessage(this.#state, message, Date.now())),
      connected: () => this.#change(afterConnected(this.#state, Date.now())),
      lost: (lost) => {
        this.#change(afterLost(this.#state, lost, Date.now()));
        this.#examine().catch(this.#endings.fail);
      },
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
    const { input = process.stdin, output = process.stdout } = this.#options;
    this.#screen = new Screen({
      ...{ ...this.#look, input, output },
      now: Date.now,
      onKey: (key) => this.#onKey(key),
      onMouse: (event) => this.#onMouse(event),
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
    else if (urgent || ejpState(viewModelOf(next, Date.now(), this.#look.lang)) !== this.#ejp) this.#showSoon();
  }

  #onKey(key: string): void {
    const now = Date.now();
    const { selection, action } = afterKey(this.#selection, key, this.#context(now));
    const before = this.#selection;
    this.#selection = selection;
    if (action !== 'forgetSettings') this.#preferences.changed(before, selection);
    this.#adapt(before);
    if (action !== undefined) this.#act(action);
    if (action === undefined || !HANDLED.includes(action)) this.#show();
  }

  /** Does what a key asks for besides another selection. */
  #act(action: Action): void {
    if (action === 'quit') this.#stop(0);
    else if (action === 'suspend') this.#screen?.suspend();
    else if (action === 'redraw') this.#screen?.redraw();
    else if (action === 'reload') {
      this.#loader?.invalidate();
      this.#client.retryNow();
    } else if (action === 'forgetSettings') this.#preferences.forget();
    else this.#export(action.slice('export-'.length) as ExportFormat).catch(this.#endings.fail);
  }

  /** Draws in other colours, or in another language, where the user has changed them. */
  #adapt(before: Selection): void {
    const { theme, language, mouse } = changedSettings(before, this.#selection);
    if (theme === undefined && language === undefined && mouse === undefined) return;
    this.#look = this.#lookOf(this.#selection);
    this.#screen?.adapt(this.#look);
  }

  #lookOf({ theme, language, mouse }: Selection): Look {
    return { lang: language, mouse, terminal: terminalOf(this.#options.env, { ...this.#display, theme }) };
  }

  /** Looks at what could be done on this machine: again at each try, for something may have been done. */
  async #examine(): Promise<void> {
    const { program, env, socket, home, logs = this.#state.hello?.logs ?? home, tariffsFile } = this.#options;
    if (!program) return;
    const { examineMachine } = await import('./files/machine.ts');
    if (this.#stopped) return;
    const here = { cwd: process.cwd(), node: process.execPath };
    const machine = examineMachine({ ...here, env, program, socket, logs, pricesFile: tariffsFile });
    this.#state = { ...this.#state, machine };
    this.#showSoon();
  }

  /** Writes what is shown to a file, and says where. */
  async #export(format: ExportFormat): Promise<void> {
    const [{ exportOf }, { writeExport }] = await Promise.all([
      import('./export.ts'),
      import('./files/export-file.ts'),
    ]);
    if (!this.#screen || this.#stopped) return;
    const model = viewModelOf(this.#state, Date.now(), this.#look.lang, this.#selection);
    const content = exportOf(model, format, this.#screen.text());
    const exported = content ? await writeExport(content, this.#options.env) : ({ kind: 'nothing' } as const);
    if (this.#stopped) return;
    this.#selection = { ...this.#selection, exported };
    this.#show();
  }

  /** The mouse on a curve; elsewhere the wheel is a key. */
  #onMouse({ action, x, y }: MouseEvent): void {
    const now = Date.now();
    const size = this.#screen && bodyOf(this.#screen.size);
    const column = size && columnUnder(this.#model(now), size, x, y);
    if (action === 'mouseup') this.#press = undefined;
    if (column === undefined || action === 'mouseup') {
      if (action === 'wheelup' || action === 'wheeldown') this.#onKey(action);
      return;
    }
    if (action === 'mousedown') this.#press = { column, selection: this.#selection };
    const kind = POINTER[action];
    if (!kind) return;
    this.#selection = afterPointer(this.#selection, { action: kind, column }, this.#context(now), this.#press);
    this.#showSoon();
  }

  #context(now: number): KeyContext {
    const today = dayOf(feedTime(this.#state, now));
    const size = this.#screen?.size;
    return {
      ...{ state: this.#state, now, today, curve: this.#shownCurve(now) },
      ...{ base: this.#preferences.base, ownSigns: this.#look.terminal.drawing },
      lastHelpRow: () => (size ? lastHelpRow(this.#look.lang, this.#state, this.#selection, size) : 0),
    };
  }

  #schedule(now: number): void {
    const columns = this.#screen ? curveColumns(this.#model(now), bodyOf(this.#screen.size)) : 0;
    this.#loader?.schedule(this.#state, this.#selection, now, columns);
  }

  #model(now: number): ViewModel {
    return viewModelOf(this.#state, now, this.#look.lang, this.#selection);
  }

  #shownCurve(now: number): ShownCurve | undefined {
    return this.#screen && curveForKeys(this.#model(now), bodyOf(this.#screen.size));
  }

  #showSoon(ms = MERGED_MS): void {
    this.#merging ??= setTimeout(() => this.#show(), ms);
  }

  #show(): void {
    clearTimeout(this.#merging);
    this.#merging = undefined;
    const now = Date.now();
    this.#schedule(now);
    this.#screen?.show(this.#state, this.#selection);
    this.#announce(now);
    if (this.#loading) return;
    this.#loading = true;
    this.#tick();
    setImmediate(() => this.#load().catch(this.#endings.fail));
  }

  /** Keeps the terminal's title up to date; rings when EJP has changed. */
  #announce(now: number): void {
    const model = viewModelOf(this.#state, now, this.#look.lang, this.#selection);
    const title = afterTitle(this.#title, model);
    if (title !== this.#title) this.#screen?.title(this.#look.terminal.utf8 ? title.text : ascii(title.text));
    this.#title = title;
    const before = this.#ejp;
    this.#ejp = ejpState(model) ?? before;
    if (this.#selection.bell && before !== undefined && this.#ejp !== before) this.#screen?.bell();
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
        if (!this.#state.machine && isLacking(this.#state)) this.#examine().catch(this.#endings.fail);
      },
      idle: () => this.#settle(),
    });
    this.#schedule(Date.now());
    await loadPages();
    if (!this.#stopped && (this.#selection.help || this.#selection.view !== 'live')) this.#show();
  }
}
