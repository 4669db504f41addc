import type { Readable, Writable } from 'node:stream';
import type { Lang } from '../text/format.ts';
import type { Day } from '../time/local.ts';
import type { Program } from './files/machine.ts';
import type { LogPlaces } from './loader/loader.ts';
import type { DisplayOptions } from './terminal/capabilities.ts';

export interface TuiOptions extends LogPlaces {
  readonly socket: string;
  /** The language of the command line, else of the configuration. */
  readonly lang: Lang;
  /** Whether the command line has named it: else it is the one that the user chose on the screen. */
  readonly namesLanguage?: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly display?: DisplayOptions;
  /** Days whose curve is shown first, both included. */
  readonly openOn?: { readonly from: Day; readonly to: Day };
  /** This program, so that the screen can say how to call it. */
  readonly program?: Program;
  readonly input?: Readable;
  readonly output?: Writable;
  readonly engine?: Engine;
}

/** How the screen steers what runs its code. */
export interface Engine {
  /** Loads more of the program. */
  load<T>(work: () => Promise<T>): Promise<T>;
  /** Reading logs takes long, and is worth the optimising compiler; or it is done. */
  compile(on: boolean): void;
  /** What a screen does at its start was done once. */
  settled(): Promise<void>;
}
