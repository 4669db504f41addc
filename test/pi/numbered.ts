import { setTimeout as sleep } from 'node:timers/promises';
import { type MeterOptions, SimulatedMeter } from '../../src/simulator/meter.ts';
import { encodeGroup, withParity } from '../../src/tic/encoder.ts';
import { BAUD, type TicMode } from '../../src/tic/labels.ts';
import type { Pc } from './pc.ts';

/** Silence between two frames. */
const GAP_MS = 30;
const POWER: Readonly<Record<TicMode, string>> = { historique: 'PAPP', standard: 'SINSTS' };

/** A frame that was put on the line; its number is its power, VA. Times are ms of performance.now. */
export interface Sent {
  readonly number: number;
  readonly began: number;
  readonly ended: number;
  /** Every byte reached the adapter. */
  readonly whole: boolean;
}

/** The simulated meter on the adapter's line, at the line's speed, each frame with a number of its own. */
export class NumberedMeter {
  readonly sent: Sent[] = [];
  readonly #pc: Pc;
  readonly #mode: TicMode;
  readonly #connected: () => boolean;
  #on = true;
  #feeding: Promise<void> | undefined;

  /** @param connected whether the adapter receives the line now */
  constructor(pc: Pc, mode: TicMode, connected: () => boolean) {
    this.#pc = pc;
    this.#mode = mode;
    this.#connected = connected;
  }

  start(): void {
    this.#feeding = this.#run();
  }

  async stop(): Promise<void> {
    this.#on = false;
    await this.#feeding;
  }

  async #run(): Promise<void> {
    const mode = this.#mode;
    const options: MeterOptions = {
      contract: 'ejp',
      mode,
      phases: 1,
      scenario: 'day',
      seed: 7,
      producer: false,
      start: Date.now(),
    };
    const meter = new SimulatedMeter(options);
    for (let number = 1; this.#on; number++) {
      const bytes = withParity(numbered(meter.next().bytes, mode, number));
      const began = performance.now();
      let whole = true;
      await this.#pc.feed(bytes, BAUD[mode], () => {
        const connected = this.#connected();
        whole = whole && connected;
        return connected;
      });
      this.sent.push({ number, began, ended: performance.now(), whole });
      await sleep(GAP_MS);
    }
  }
}

/** The frame with another power. */
function numbered(frame: Uint8Array, mode: TicMode, number: number): Uint8Array {
  const text = Buffer.from(frame).toString('latin1');
  const group = Buffer.from(encodeGroup({ mode, label: POWER[mode], data: String(number).padStart(5, '0') }));
  const other = text.replace(new RegExp(`\n${POWER[mode]}[ \t][^\r]*\r`), () => group.toString('latin1'));
  if (other === text) throw new Error(`a frame without ${POWER[mode]}`);
  return Buffer.from(other, 'latin1');
}
