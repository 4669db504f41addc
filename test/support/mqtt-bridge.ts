import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Configuration } from '../../src/config/configuration.ts';
import type { FeedMessage, SampleMessage, StatusMessage } from '../../src/feed/messages.ts';
import { FeedServer } from '../../src/feed/server.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { appendLine } from '../../src/journal/writer.ts';
import { Bridge } from '../../src/mqtt/bridge.ts';
import { StateFiles } from '../../src/mqtt/state-files.ts';
import { textsIn } from '../../src/text/index.ts';
import { record } from './meter-life.ts';
import { statusOf } from './mqtt-homes.ts';

/** A home with logs, conf and a feed that the test fills, and the real bridge inside of the test. */
export class BridgeHome {
  readonly home = mkdtempSync(join(tmpdir(), 'linky-bridge-'));
  readonly logs = join(this.home, 'logs');
  readonly conf = join(this.home, 'conf', 'LinkyAcq.conf');
  readonly socket = join(this.home, 'feed.sock');
  readonly files = new StateFiles(join(this.home, 'mqtt'));
  /** What the bridges have shown. */
  readonly shown: string[] = [];
  /** What a reader of the feed is greeted with. */
  greeting: FeedMessage[] = [statusOf('historique')];
  #feed: FeedServer;
  #hn = 1000;

  private constructor() {
    this.#feed = this.#server();
  }

  static async make(t: TestContext, conf: string): Promise<BridgeHome> {
    const home = new BridgeHome();
    for (const name of ['conf', 'logs', 'mqtt']) mkdirSync(join(home.home, name));
    home.configure(conf);
    t.after(async () => {
      await home.#feed.stop();
      rmSync(home.home, { recursive: true, force: true });
    });
    await home.#feed.start();
    return home;
  }

  configure(conf: string): void {
    writeFileSync(this.conf, conf);
  }

  /** @param chance what stands for chance, 0 to 1 */
  bridge(t: TestContext, lang: 'fr' | 'en' = 'en', chance = 0): Bridge {
    const configuration = new Configuration(this.conf, join(this.home, 'conf', 'tariffs.conf'), false);
    configuration.reload();
    const bridge = new Bridge({
      version: '1.0.0',
      configuration,
      conf: this.conf,
      logs: this.logs,
      socket: this.socket,
      files: this.files,
      texts: textsIn(lang),
      show: (level, text) => this.shown.push(`${level} ${text}`),
      now: Date.now,
      chance: () => chance,
      env: {},
      tickMs: 300,
    });
    void bridge.run();
    t.after(() => bridge.stop());
    return bridge;
  }

  send(...messages: (SampleMessage | StatusMessage)[]): void {
    for (const message of messages) this.#feed.send(message);
  }

  /** A line of the log and of the feed, `seconds` after an instant. @returns its time, s */
  line(start: number, seconds: number): number {
    const at = start + seconds * 1000;
    const text = formatData(record(at, { HN: this.#hn++, HPM: 5 }));
    appendLine(this.logs, at, text);
    this.#feed.send({ type: 'record', line: text });
    return Math.floor(at / 1000);
  }

  /** The daemon ends, and begins again later. */
  async stopFeed(): Promise<void> {
    await this.#feed.stop();
  }

  async startFeed(): Promise<void> {
    this.#feed = this.#server();
    await this.#feed.start();
  }

  #server(): FeedServer {
    return new FeedServer(
      this.socket,
      () => this.greeting,
      () => undefined,
    );
  }
}
