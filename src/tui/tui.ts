import type { Readable, Writable } from 'node:stream';
import { FeedClient } from '../feed/client.js';
import { dayOf } from '../meter/time.js';
import type { Lang } from '../text/format.js';
import { momentOf, speaksOfEjp } from './facts.js';
import { costOfDay, countSeason } from './logs/today.js';
import { createScreen } from './screen.js';
import {
  afterConnected,
  afterLost,
  afterMessage,
  afterSeason,
  afterTick,
  afterToday,
  feedTime,
  initialState,
  type State,
} from './state.js';

export interface TuiOptions {
  readonly socket: string;
  /** The directory of the logs; undefined: the one that the daemon names. */
  readonly logs: string | undefined;
  readonly tariffsFile: string;
  readonly lang: Lang;
  readonly env: NodeJS.ProcessEnv;
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Messages that come together (a fast replay, the greeting) are drawn together. */
const TOGETHER_MS = 100;
const COST_EVERY_MS = 10_000;
const SEASON_EVERY_MS = 60_000;

/**
 * The screen, until the user leaves it. Everything in this process waits while the terminal does (tty writes
 * block), so nothing else may live in it.
 * @returns the exit code
 */
export function runTui(options: TuiOptions): Promise<number> {
  return new Promise((resolve) => {
    const { env, input = process.stdin, output = process.stdout } = options;
    let state: State = initialState(Date.now());
    let costAt = Number.NEGATIVE_INFINITY;
    let seasonAt = Number.NEGATIVE_INFINITY;
    let stopCount = (): void => undefined;
    let soon: NodeJS.Timeout | undefined;

    const end = (code: number): void => {
      clearInterval(clock);
      clearTimeout(soon);
      stopCount();
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
      refreshCost();
      refreshSeason();
      screen.show(state);
    };
    const showSoon = (): void => {
      soon ??= setTimeout(show, TOGETHER_MS);
    };
    const refreshCost = (): void => {
      const now = Date.now();
      const logs = options.logs ?? state.hello?.logs;
      if (logs === undefined || Math.abs(now - costAt) < COST_EVERY_MS) return;
      costAt = now;
      state = afterToday(state, costOfDay(logs, options.tariffsFile, dayOf(feedTime(state, now))));
    };
    const refreshSeason = (): void => {
      const now = Date.now();
      const logs = options.logs ?? state.hello?.logs;
      if (logs === undefined || !state.sample || Math.abs(now - seasonAt) < SEASON_EVERY_MS) return;
      if (!speaksOfEjp(momentOf(state, now, options.lang))) return;
      seasonAt = now;
      stopCount();
      stopCount = countSeason(logs, dayOf(feedTime(state, now)), (season) => {
        state = afterSeason(state, season);
        showSoon();
      });
    };

    const client = new FeedClient(options.socket, {
      message: (message) => {
        state = afterMessage(state, message, Date.now());
        if (message.type === 'record') costAt = Number.NEGATIVE_INFINITY;
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
      onQuit: () => end(0),
      onReconnect: () => {
        costAt = Number.NEGATIVE_INFINITY;
        client.retryNow();
        showSoon();
      },
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
