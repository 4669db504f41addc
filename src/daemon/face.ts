import type { LinkState } from '../feed/messages.js';
import type { Reading } from '../meter/reading.js';
import type { Panel } from '../panel/panel.js';
import type { FaultRegistry } from './faults.js';
import type { DaemonOptions } from './options.js';

const NAMES = { oled: 'OLED', led: 'LED' } as const;

/** The panel as a part that may fail: nothing that it does reaches the others. */
export class Face {
  readonly #options: DaemonOptions;
  readonly #faults: FaultRegistry;
  #panel: Panel | undefined;

  constructor(options: DaemonOptions, faults: FaultRegistry) {
    this.#options = options;
    this.#faults = faults;
  }

  async start(): Promise<void> {
    const texts = this.#options.texts.daemon;
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

  show(state: LinkState, reading: Reading | undefined): void {
    this.#panel?.show({
      ejp: reading?.ejp,
      papp: reading?.papp,
      pinj: reading?.pinj,
      link: state === 'receiving' ? 'live' : state === 'stopped' ? 'stopped' : 'silent',
    });
  }

  async stop(): Promise<void> {
    await this.#panel?.stop();
  }

  #fail(part: 'oled' | 'led', detail: string): void {
    this.#faults.failed(part, detail, this.#options.texts.daemon.panelFailed(NAMES[part], detail));
  }
}
