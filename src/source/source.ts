import { AppError } from '../host/errors.ts';
import type { ErrorKind } from '../text/errors.ts';

/**
 * Why the link to the meter gives no bytes. `missing`: no such device or host; `busy`: another program holds it;
 * `notTty`: not a serial port; `hangup`: it went away while open; `quiet`: open, but not one byte within READ_TIMEOUT;
 * `module`: what opens ports is not for this processor or system.
 */
export class LinkError extends AppError<ErrorKind<'LinkError'>> {
  override readonly name = 'LinkError';

  /** @param detail the system's own words */
  constructor(kind: LinkError['kind'], detail: string) {
    super(kind, undefined, detail);
  }
}

/** What a source reports; never called from within `start`, nor after `stop` has been called. */
export interface SourceEvents {
  opened(): void;
  bytes(chunk: Uint8Array): void;
  /** The link is down; the source goes on trying by itself, for ever. */
  lost(error: LinkError): void;
  /** A capture has been read to its end. */
  ended(): void;
}

/** Where the meter's bytes come from. The constructor does nothing; `stop` may be called at any time, twice too. */
export interface Source {
  start(events: SourceEvents): void;
  stop(): Promise<void>;
  /** Closes and opens again, to change the speed; absent where there is none. */
  reopen?(): void;
}

/** Durations in seconds, speed in baud; read again at each use, as the configuration may change. */
export interface SourceSettings {
  readonly readTimeout: number;
  readonly waitAfterFailure: number;
  readonly baud: number;
}

/** An input that cannot be used at all, however long one waits. */
export class InputError extends AppError<ErrorKind<'InputError'>> {
  override readonly name = 'InputError';
}
