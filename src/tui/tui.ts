import { closeSync, fstatSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { FeedClient } from '../feed/client.js';
import { dayOf } from '../meter/time.js';
import type { Lang } from '../text/format.js';
import type { Archivist } from './archivist.js';
import { ascii } from './ascii.js';
import { momentOf } from './facts.js';
import { afterKey } from './keys.js';
import { createScreen } from './screen.js';
import { afterConnected, afterLost, afterMessage, afterTick, feedTime, initialState, type State } from './state.js';
import { defaultLook, type Look, terminalOf } from './terminal.js';
import { afterTitle, ejpState, type Title } from './title.js';
import { initialUi, type Ui } from './ui.js';
import { loadPages } from './view.js';

export interface TuiOptions {
  readonly socket: string;
  /** The directory of the logs; undefined: the one that the daemon names, or `home` where there is none. */
  readonly logs: string | undefined;
  readonly home: string;
  readonly tariffsFile: string;
  readonly lang: Lang;
  readonly env: NodeJS.ProcessEnv;
  readonly look?: Look;
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
    const { env, lang, look = defaultLook, input = process.stdin, output = process.stdout } = options;
    const terminal = terminalOf(env, look);
    let state: State = initialState(Date.now());
    let ui: Ui = initialUi;
    let title: Title | undefined;
    let ejp: ReturnType<typeof ejpState>;
    let archivist: Archivist | undefined;
    let soon: NodeJS.Timeout | undefined;
    let clock: NodeJS.Timeout | undefined;
    let ended = false;

    const end = (code: number): void => {
      if (ended) return;
      ended = true;
      clearTimeout(clock);
      clearTimeout(soon);
      archivist?.stop();
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
      const { Archivist } = await import('./archivist.js');
      if (ended) return;
      archivist = new Archivist({
        logs: options.logs,
        home: options.home,
        tariffsFile: options.tariffsFile,
        changed: (apply) => {
          state = apply(state);
          showSoon();
        },
      });
      archivist.look(state, ui, Date.now());
      await loadPages();
      if (!ended && (ui.help || ui.view !== 'live')) show();
    };
    let loading = false;
    const show = (): void => {
      clearTimeout(soon);
      soon = undefined;
      const now = Date.now();
      archivist?.look(state, ui, now);
      screen.show(state, ui);
      const moment = momentOf(state, now, lang, ui);
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
      else if (urgent || ejpState(momentOf(state, Date.now(), lang)) !== ejp) showSoon();
    };
    const onKey = (key: string): void => {
      const now = Date.now();
      const answer = afterKey(ui, key, { state, now, today: dayOf(feedTime(state, now)) });
      ({ ui } = answer);
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
          archivist?.forget();
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
