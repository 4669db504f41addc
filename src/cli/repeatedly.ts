import { setTimeout as sleep } from 'node:timers/promises';
import { onEndingSignal } from '../host/signals.ts';

/** Of what `-a` does again and again, ms. */
export const AGAIN_MS = 30_000;

/** Does something now and every 30 s, until a signal ends the program or the reader of stdout leaves. */
export async function repeatedly(act: () => void | Promise<void>): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (): void => ending.abort();
  onEndingSignal(end);
  process.stdout.once('error', end);
  while (!signal.aborted) {
    await act();
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
}
