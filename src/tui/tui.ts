import { closeSync, fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { FeedClient } from '../feed/client.ts';
import type { Lang } from '../text/format.ts';
import { dayOf } from '../time/local.ts';
import type { LogLoader } from './loader/loader.ts';
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
import { type DisplayOptions, defaultDisplayOptions, terminalOf } from './terminal/capabilities.ts';
import { createScreen } from './terminal/screen.ts';
import { loadPages } from './view.ts';
import { afterTitle, ejpState, type Title } from './views/title.ts';
import { viewModelOf } from './views/view-model.ts';

export interface TuiOptions {
  readonly socket: string;
  /** The directory of the logs; undefined: the one that the daemon names, or `home` where there is none. */
  readonly logs: string | undefined;
  readonly home: string;
  readonly tariffsFile: string;
  readonly lang: Lang;
  readonly env: NodeJS.ProcessEnv;
  readonly look?: DisplayOptions;
  readonly input?: Readable;
  readonly output?: Writable;
}

/** What comes together (the greeting, a piece of the logs) is drawn together. */
const TOGETHER_MS = 50;
/** Signals that end a program, with the exit code that a shell gives them. */
const ENDINGS = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/** Node sets the terminal as it was when it exits, and aborts where that is gone: such ends are closed first. */
function leaveDeadTerminal(): void {
  for (const fd of [0, 1, 2]) {
    try {
      if (!isatty(fd) && fstatSync(fd).isCharacterDevice()) closeSync(fd);
    } catch {
      // It is closed already.
    }
  }
}

/**
 * The screen, until the user leaves it. Everything in this process waits while the terminal does (tty writes
 * block, B15), so nothing else may live in it.
 * @returns the exit code
 */
export function runTui(options: TuiOptions): Promise<number> {
  return new Promise((resolve) => {
    const { env, lang, look = defaultDisplayOptions, input = process.stdin, output = process.stdout } = options;
    const terminal = terminalOf(env, look);
    let state: State = initialState(Date.now());
    let selection: Selection = initialSelection;
    let title: Title | undefined;
    let ejp: ReturnType<typeof ejpState>;
    let loader: LogLoader | undefined;
    let soon: NodeJS.Timeout | undefined;
    let clock: NodeJS.Timeout | undefined;
    let ended = false;

    const end = (code: number): void => {
      if (ended) return;
      ended = true;
      clearTimeout(clock);
      clearTimeout(soon);
      loader?.stop();
      for (const signal of signals) process.removeListener(signal, endBySignal);
      process.removeListener('uncaughtException', crash);
      client.stop();
      screen.close();
      resolve(code);
    };
    // blessed restores nothing on a SIGHUP (B9), and says 0 on the others.
    const signals = Object.keys(ENDINGS) as (keyof typeof ENDINGS)[];
    const endBySignal = (signal: NodeJS.Signals): void => {
      if (signal === 'SIGHUP') process.once('exit', leaveDeadTerminal);
      end(ENDINGS[signal as keyof typeof ENDINGS]);
    };
    /** A fault of ours, thrown or rejected: the terminal first, then what it was (B10). */
    const crash = (error: unknown): void => {
      screen.close();
      process.stderr.write(
        `linky-monitor: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exit(1);
    };

    /** What reads the logs and the other views are more than half of all code: loaded once there is something to look at. */
    const load = async (): Promise<void> => {
      const { LogLoader } = await import('./loader/loader.ts');
      if (ended) return;
      loader = new LogLoader({
        logs: options.logs,
        home: options.home,
        tariffsFile: options.tariffsFile,
        changed: (apply) => {
          state = apply(state);
          showSoon();
        },
      });
      loader.schedule(state, selection, Date.now());
      await loadPages();
      if (!ended && (selection.help || selection.view !== 'live')) show();
    };
    let loading = false;
    const show = (): void => {
      clearTimeout(soon);
      soon = undefined;
      const now = Date.now();
      loader?.schedule(state, selection, now);
      screen.show(state, selection);
      const moment = viewModelOf(state, now, lang, selection);
      const next = afterTitle(title, moment);
      if (next !== title) screen.title(terminal.utf8 ? next.text : ascii(next.text));
      title = next;
      const before = ejp;
      ejp = ejpState(moment) ?? ejp;
      if (look.bell && before !== undefined && ejp !== before) screen.bell();
      if (loading) return;
      loading = true;
      setImmediate(() => load().catch(crash));
    };
    const showSoon = (): void => {
      soon ??= setTimeout(show, TOGETHER_MS);
    };
    /** Draws at whole multiples of the interval: the seconds of the clock go by evenly, and samples wait for them. */
    const tick = (): void => {
      const interval = look.interval * 1000;
      clock = setTimeout(
        () => {
          state = afterTick(state, Date.now());
          show();
          tick();
        },
        interval - (Date.now() % interval),
      );
    };
    const change = (next: State): void => {
      const urgent = next.connection !== state.connection || (next.sample && !state.sample);
      state = next;
      // The first screen waits for the greeting, and shows at once what came of it.
      if (!loading && (state.sample || state.connection.kind === 'lost')) show();
      else if (urgent || ejpState(viewModelOf(state, Date.now(), lang)) !== ejp) showSoon();
    };
    const onKey = (key: string): void => {
      const now = Date.now();
      const answer = afterKey(selection, key, { state, now, today: dayOf(feedTime(state, now)) });
      ({ selection } = answer);
      switch (answer.act) {
        case 'quit':
          end(0);
          return;
        case 'suspend':
          screen.suspend();
          return;
        case 'redraw':
          screen.redraw();
          return;
        case 'reload':
          loader?.invalidate();
          client.retryNow();
      }
      show();
    };

    const client = new FeedClient(options.socket, {
      message: (message) => {
        change(afterMessage(state, message, Date.now()));
      },
      connected: () => change(afterConnected(state, Date.now())),
      lost: (lost) => change(afterLost(state, lost, Date.now())),
    });
    // The daemon greets while the screen is made ready.
    client.start();
    const screen = createScreen({
      input,
      output,
      terminal,
      mouse: look.mouse,
      lang,
      now: Date.now,
      onKey,
      onGone: () => {
        process.once('exit', leaveDeadTerminal);
        end(ENDINGS.SIGHUP);
      },
    });
    for (const signal of signals) process.on(signal, endBySignal);
    process.on('uncaughtException', crash);
    showSoon();
    tick();
  });
}
