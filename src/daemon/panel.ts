import type { PanelPart, PanelView } from '../panel/panel.ts';
import type { PartFaults } from './faults.ts';
import type { DaemonOptions } from './options.ts';

const NAMES = { oled: 'OLED', led: 'LED' } as const;

/** The panel as a part that may fail: its failures reach no other part. */
export class PanelService {
  readonly #options: DaemonOptions;
  readonly #faults: PartFaults;
  #parts: readonly PanelPart[] = [];
  /** Where an exception ends the process without `stop`: nothing stays lit. */
  readonly #turnOff = (): void => {
    for (const part of this.#parts) {
      try {
        part.turnOffSync();
      } catch {
        // The process is ending: nobody can do anything about it.
      }
    }
  };

  constructor(options: DaemonOptions, faults: PartFaults) {
    this.#options = options;
    this.#faults = faults;
  }

  async start(): Promise<void> {
    const texts = this.#options.texts.daemon;
    process.on('exit', this.#turnOff);
    try {
      const parts = await this.#options.panel?.({
        missing: (part, module) => this.#faults.failed(part, module, texts.panelMissing(module)),
        failed: (part, detail) => this.#fail(part, detail),
        recovered: (part) => this.#faults.recovered(part, texts.panelBack(NAMES[part])),
      });
      this.#parts = parts ?? [];
    } catch (error) {
      for (const part of ['oled', 'led'] as const) this.#fail(part, String(error));
    }
  }

  show(view: PanelView): void {
    for (const part of this.#parts) part.show(view);
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.#parts.map((part) => part.stop()));
    process.off('exit', this.#turnOff);
  }

  #fail(part: 'oled' | 'led', detail: string): void {
    this.#faults.failed(part, detail, this.#options.texts.daemon.panelFailed(NAMES[part], detail));
  }
}
