/*
 * Debian's Chromium without a window, spoken to over a pipe in its DevTools protocol: no package, no port, and nothing
 * that reaches beyond the machine.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const CHROMIUM = '/usr/bin/chromium';
/** Why tests in a browser are skipped; false where there is one. */
export const NO_BROWSER = existsSync(CHROMIUM) ? false : `${CHROMIUM} is not there (apt install chromium)`;

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--remote-debugging-pipe', '--lang=en-US'],
];
const NUL = '\0';
const PATIENCE_MS = 60_000;

type Params = Record<string, unknown>;
interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly sessionId?: string;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

export class Browser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #tabs = new Map<string, Tab>();
  #unread = '';
  #last = 0;

  constructor() {
    this.#profile = mkdtempSync(join(tmpdir(), 'linky-chromium-'));
    const words = [...FLAGS, `--user-data-dir=${this.#profile}`, 'about:blank'];
    this.#process = spawn(CHROMIUM, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const output = this.#process.stdio[4] as Readable;
    output.setEncoding('utf8').on('data', (text: string) => this.#take(text));
  }

  /** A new tab of this many CSS pixels; each has a session of its own. */
  async tab(width = 1280, height = 900): Promise<Tab> {
    const { browserContextId } = await this.send('Target.createBrowserContext', {});
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new Tab((method, params) => this.send(method, params, sessionId as string));
    this.#tabs.set(sessionId as string, tab);
    await tab.begin(width, height);
    return tab;
  }

  async send(method: string, params: Params, sessionId?: string): Promise<Params> {
    const id = ++this.#last;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    (this.#process.stdio[3] as Writable).write(JSON.stringify({ id, method, params, sessionId }) + NUL);
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    // Its helpers end a moment later, and write until then: what they add is not seen by the retries of rmSync.
    for (let tries = 0; ; tries++) {
      try {
        rmSync(this.#profile, { recursive: true, force: true });
        return;
      } catch (error) {
        if (tries === 50) throw error;
        await sleep(100);
      }
    }
  }

  #take(text: string): void {
    const parts = (this.#unread + text).split(NUL);
    this.#unread = parts.pop() ?? '';
    for (const part of parts) {
      const answer = JSON.parse(part) as Answer;
      if (answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
      else if (answer.sessionId !== undefined)
        this.#tabs.get(answer.sessionId)?.take(answer.method ?? '', answer.params ?? {});
    }
  }
}

/** Where a touch or the mouse is, CSS pixels of the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export class Tab {
  /** Addresses that were asked for. */
  readonly requests: string[] = [];
  /** All that the page or the browser complained of. */
  readonly complaints: string[] = [];
  loads = 0;
  readonly send: (method: string, params: Params) => Promise<Params>;

  constructor(send: Tab['send']) {
    this.send = send;
  }

  async begin(width: number, height: number): Promise<void> {
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.send(`${domain}.enable`, {});
    await this.size(width, height);
  }

  take(method: string, params: Params): void {
    if (method === 'Network.requestWillBeSent') this.requests.push((params['request'] as { url: string }).url);
    if (method === 'Page.loadEventFired') this.loads++;
    if (['Runtime.consoleAPICalled', 'Runtime.exceptionThrown', 'Log.entryAdded'].includes(method))
      this.complaints.push(JSON.stringify(params));
  }

  size(width: number, height: number, mobile = false): Promise<Params> {
    return this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile });
  }

  async open(url: string): Promise<void> {
    const before = this.loads;
    await this.send('Page.navigate', { url });
    await this.until(() => this.loads > before, `load ${url}`);
  }

  /** What an expression is in the page. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  texts(selector: string): Promise<string[]> {
    return this.value(`[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.textContent)`);
  }

  /** The middle of an element, or another part of it from its left and its top, 0 to 1. */
  async place(selector: string, right = 0.5, down = 0.5): Promise<Point> {
    const code = `(({ x, y, width, height }) => ({ x: x + width * ${right}, y: y + height * ${down} }))`;
    return await this.value(`${code}(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`);
  }

  async mouse(type: 'Moved' | 'Pressed' | 'Released', { x, y }: Point, clicks = 1): Promise<void> {
    const pressed = type === 'Moved' ? {} : { button: 'left', clickCount: clicks };
    await this.send('Input.dispatchMouseEvent', { type: `mouse${type}`, x, y, ...pressed });
  }

  async drag(from: Point, to: Point): Promise<void> {
    await this.mouse('Moved', from);
    await this.mouse('Pressed', from);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      const at = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      await this.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at, button: 'left', buttons: 1 });
    }
    await this.mouse('Released', to);
  }

  async doubleClick(at: Point): Promise<void> {
    for (const clicks of [1, 2]) {
      await this.mouse('Pressed', at, clicks);
      await this.mouse('Released', at, clicks);
    }
  }

  async wheel({ x, y }: Point, deltaY: number, deltaX = 0): Promise<void> {
    await this.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX, deltaY });
  }

  /** Fingers on the screen, each on a way of its own. */
  async touch(ways: readonly (readonly Point[])[]): Promise<void> {
    const steps = ways[0]?.length ?? 0;
    for (let step = 0; step < steps; step++) {
      const touchPoints = ways.map((way, id) => ({ ...(way[step] as Point), id }));
      await this.send('Input.dispatchTouchEvent', { type: step === 0 ? 'touchStart' : 'touchMove', touchPoints });
    }
    await this.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** @param code as KeyboardEvent.key has it */
  async key(key: string, modifiers = 0): Promise<void> {
    const text = key.length === 1 ? { text: key } : {};
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, modifiers, ...text });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key, modifiers });
  }

  media(media: '' | 'print', scheme: 'light' | 'dark'): Promise<Params> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    return this.send('Emulation.setEmulatedMedia', { media, features });
  }

  /** Waits until something is so. @throws where it is not within a minute */
  async until(what: () => boolean | Promise<boolean>, name: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!(await what())) {
      if (performance.now() > end) throw new Error(`waited in vain: ${name}`);
      await sleep(20);
    }
  }
}
