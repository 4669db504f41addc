import { FeedClient } from '../feed/client.ts';
import { dayOf } from '../time/local.ts';
import { Announcer } from './announcer.ts';
import { Endings } from './endings.ts';
import { examined, exported, isLacking } from './errands.ts';
import type { LogLoader } from './loader/loader.ts';
import { withSettings } from './model/chosen.ts';
import type { ShownCurve } from './model/keys/curve.ts';
import { openedOn } from './model/keys/day.ts';
import type { KeyContext } from './model/keys/moves.ts';
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
import { Mouse } from './mouse.ts';
import { Preferences } from './preferences.ts';
import type { MouseEvent } from './terminal/blessed.ts';
import { type DisplayOptions, defaultDisplayOptions, terminalOf } from './terminal/capabilities.ts';
import { type Look, Screen } from './terminal/screen.ts';
import type { TuiOptions } from './tui-options.ts';
import { bodyOf, lastHelpRow, loadPages } from './view.ts';
import { columnUnder, curveColumns, curveForKeys } from './views/curve-place.ts';
import { type ViewModel, viewModelOf } from './views/view-model.ts';

/** Changes within this time (the greeting, a piece of the logs) are drawn together. */
const MERGED_MS = 50;
/** The first screen waits so long for the greeting: without it there is nothing to show but empty frames. */
const GREETED_MS = 400;
/** The pages are loaded so much later than the first screen: on one core, sshd or the terminal shows it meanwhile. */
const SEEN_MS = 30;
/** After the first reading of the logs some seconds go by before anything is done that can wait. */
const SETTLED_MS = 3000;

/** Actions after which there is nothing more to draw. */
const HANDLED: readonly Action[] = ['quit', 'suspend', 'redraw'];

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
  readonly #preferences: Preferences;
  readonly #client: FeedClient;
  readonly #endings: Endings;
  #screen: Screen | undefined;
  #loader: LogLoader | undefined;
  readonly #mouse = new Mouse();
  readonly #announcer = new Announcer();
  #state: State;
  #selection: Selection;
  #look: Look;
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
    if (!this.#loading) {
      // The first screen waits for the greeting, and shows at once what came of it.
      if (next.sample || next.connection.kind === 'lost') this.#show();
    } else if (urgent || this.#announcer.isNews(viewModelOf(next, Date.now(), this.#look.lang))) this.#showSoon();
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
    const machine = await examined(this.#options, this.#state);
    if (!machine || this.#stopped) return;
    this.#state = { ...this.#state, machine };
    this.#showSoon();
  }

  /** Writes what is shown to a file, and says where. */
  async #export(format: ExportFormat): Promise<void> {
    if (!this.#screen) return;
    const done = await exported(this.#model(Date.now()), format, this.#screen.text(), this.#options.env);
    if (this.#stopped) return;
    this.#selection = { ...this.#selection, exported: done };
    this.#show();
  }

  #onMouse(event: MouseEvent): void {
    const now = Date.now();
    const size = this.#screen && bodyOf(this.#screen.size);
    // Under the help and the settings there is no curve, or a lower one.
    const isCovered = this.#selection.help || this.#selection.sheetRow !== undefined;
    const column = size && !isCovered ? columnUnder(this.#model(now), size, event.x, event.y) : undefined;
    const asked = this.#mouse.after(event, column, this.#selection, this.#context(now));
    if (!asked) return;
    if ('key' in asked) this.#onKey(asked.key);
    else {
      this.#selection = asked.selection;
      this.#showSoon();
    }
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
    if (!this.#stopped) this.#merging ??= setTimeout(() => this.#show(), ms);
  }

  #show(): void {
    clearTimeout(this.#merging);
    this.#merging = undefined;
    const now = Date.now();
    this.#schedule(now);
    this.#screen?.show(this.#state, this.#selection);
    this.#announcer.announce(this.#model(now), this.#screen, this.#look.terminal.utf8);
    if (this.#loading) return;
    this.#loading = true;
    this.#tick();
    setTimeout(() => this.#load().catch(this.#endings.fail), SEEN_MS);
  }

  /** Once, when the logs have been read for the first time and drawn. */
  #settle(): void {
    const { engine } = this.#options;
    if (this.#settling || !engine) return;
    this.#settling = true;
    setTimeout(() => {
      if (!this.#stopped) engine.settled().catch(this.#endings.fail);
    }, SETTLED_MS).unref();
  }

  /** The reading of the logs and the other views are more than half of all code: loaded once the first screen is shown. */
  async #load(): Promise<void> {
    const { engine } = this.#options;
    const load = async () => {
      await loadPages();
      return import('./loader/loader.ts');
    };
    const { LogLoader } = await (engine ? engine.load(load) : load());
    if (this.#stopped) return;
    this.#loader = new LogLoader({
      ...this.#options,
      changed: (apply) => {
        this.#state = apply(this.#state);
        this.#showSoon();
        if (isLacking(this.#state)) this.#examine().catch(this.#endings.fail);
      },
      idle: () => this.#settle(),
      working: (isLong) => engine?.compile(isLong),
    });
    this.#schedule(Date.now());
    if (this.#selection.help || this.#selection.view !== 'live') this.#show();
  }
}
