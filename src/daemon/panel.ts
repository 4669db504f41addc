import type { Reading } from '../meter/reading.ts';
import type { Panel } from '../panel/panel.ts';
import type { FaultRegistry } from './faults.ts';
import type { LinkTracker } from './link-state.ts';
import type { DaemonOptions } from './options.ts';

const NAMES = { oled: 'OLED', led: 'LED' } as const;

/** The panel as a part that may fail: nothing that it does reaches the others. */
export class PanelService {
  readonly #options: DaemonOptions;
  readonly #faults: FaultRegistry;
  #panel: Panel | undefined;
  /** For a process that ends without `stop`, by an exception: nothing stays lit. */
  readonly #darken = (): void => this.#panel?.turnOffSync();

  constructor(options: DaemonOptions, faults: FaultRegistry) {
    this.#options = options;
    this.#faults = faults;
  }

  async start(): Promise<void> {
    const texts = this.#options.texts.daemon;
    process.on('exit', this.#darken);
    try {
      this.#panel = await this.#options.panel?.({
        missing: (part, module) => this.#faults.failed(part, module, texts.panelMissing(module)),
        failed: (part, detail) => this.#fail(part, detail),
        recovered: (part) => this.#faults.recovered(part, texts.panelBack(NAMES[part])),
      });
    } catch (error) {
      for (const part of ['oled', 'led'] as const) this.#fail(part, String(error));
    }
  }

  /** @param now wall time, ms */
  show(health: LinkTracker, reading: Reading | undefined, now: number): void {
    const { state } = health;
    // A meter not heard yet is waited for; one that was heard and is looked for again is silent.
    const live = state === 'receiving' || (state === 'detecting' && !reading);
    this.#panel?.show({
      reading,
      link: live ? 'live' : state === 'stopped' ? 'stopped' : 'silent',
      silentMs: health.quietFor(this.#options.monotonic()),
      now,
    });
  }

  async stop(): Promise<void> {
    await this.#panel?.stop();
  }

  #fail(part: 'oled' | 'led', detail: string): void {
    this.#faults.failed(part, detail, this.#options.texts.daemon.panelFailed(NAMES[part], detail));
  }
}
