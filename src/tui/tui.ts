import type { Readable, Writable } from 'node:stream';
import { FeedClient } from '../feed/client.js';
import { dayOf } from '../meter/time.js';
import type { Lang } from '../text/format.js';
import { Archivist } from './archivist.js';
import { afterKey } from './keys.js';
import { createScreen } from './screen.js';
import { afterConnected, afterLost, afterMessage, afterTick, feedTime, initialState, type State } from './state.js';
import { initialUi, type Ui } from './ui.js';

export interface TuiOptions {
  readonly socket: string;
  /** The directory of the logs; undefined: the one that the daemon names, or `home` where there is none. */
  readonly logs: string | undefined;
  readonly home: string;
  readonly tariffsFile: string;
  readonly lang: Lang;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Messages that come together (a fast replay, the greeting) are drawn together. */
const TOGETHER_MS = 100;

/**
 * The screen, until the user leaves it. Everything in this process waits while the terminal does (tty writes
 * block), so nothing else may live in it.
 * @returns the exit code
 */
export function runTui(options: TuiOptions): Promise<number> {
  return new Promise((resolve) => {
    const { env, input = process.stdin, output = process.stdout } = options;
    let state: State = initialState(Date.now());
    let ui: Ui = initialUi;
    let soon: NodeJS.Timeout | undefined;

    const end = (code: number): void => {
      clearInterval(clock);
      clearTimeout(soon);
      archivist.stop();
      process.removeListener('SIGHUP', hangUp);
      client.stop();
      screen.close();
      resolve(code);
    };
    // blessed restores on exit, but a SIGHUP kills without one (B9).
    const hangUp = (): void => process.exit(129);
    const show = (): void => {
      clearTimeout(soon);
      soon = undefined;
      archivist.look(state, ui, Date.now());
      screen.show(state, ui);
    };
    const showSoon = (): void => {
      soon ??= setTimeout(show, TOGETHER_MS);
    };
    const reload = (): void => {
      archivist.forget();
      client.retryNow();
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
          reload();
      }
      show();
    };

    const archivist = new Archivist({
      logs: options.logs,
      home: options.home,
      tariffsFile: options.tariffsFile,
      changed: (change) => {
        state = change(state);
        showSoon();
      },
    });
    const client = new FeedClient(options.socket, {
      message: (message) => {
        state = afterMessage(state, message, Date.now());
        if (message.type === 'record') archivist.forget('today');
        showSoon();
      },
      connected: () => {
        state = afterConnected(state, Date.now());
        showSoon();
      },
      lost: (lost) => {
        state = afterLost(state, lost, Date.now());
        showSoon();
      },
    });
    const screen = createScreen({
      input,
      output,
      env,
      term: env['TERM'],
      lang: options.lang,
      now: Date.now,
      onKey,
      onGone: () => end(0),
    });
    const clock = setInterval(() => {
      state = afterTick(state, Date.now());
      show();
    }, 1000);
    process.once('SIGHUP', hangUp);
    client.start();
    show();
  });
}
