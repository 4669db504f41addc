import { setTimeout as sleep } from 'node:timers/promises';
import type { Lacking } from '../meter/label-watch.ts';
import { Meter } from '../meter/meter.ts';
import type { Connect } from '../source/reconnecting.ts';
import { LinkError } from '../source/source.ts';
import { FrameReader, rejectedGroups } from '../tic/frame.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';

/** Time at one speed: two frames of a three-phase Tempo meter, and the one that the opening cut. */
const LISTEN_MS = { historique: 5500, standard: 3500 } as const;
/** Stop early after this many valid groups. */
const ENOUGH_GROUPS = 60;
/** Fewer valid groups may be noise: 1 in 64 of its groups passes the checksum. */
const MIN_GROUPS = 4;
/** Fewer whole frames say nothing of a label that they lack. */
const MIN_FRAMES = 2;

/** What a port gave at one speed. */
export interface LineProbe {
  readonly mode: TicMode;
  readonly bytes: number;
  readonly valid: number;
  readonly rejected: number;
  readonly frames: number;
  readonly contract: string | undefined;
  /** Subscribed power, VA. */
  readonly subscribed: number | undefined;
  /** The labels that the frames should have and lacked, the worst first. */
  readonly lost: readonly Lacking[];
  readonly linkError: LinkError | undefined;
}

/** Whether the port carries frames of this mode. */
export const isSound = ({ valid }: LineProbe): boolean => valid >= MIN_GROUPS;

/**
 * Listens to a port at the speed of one mode, and at the other's where that gives no frames.
 * @param listenMs longest time at each speed
 */
export async function probeLine(
  connect: Connect,
  first: TicMode,
  listenMs: Readonly<Record<TicMode, number>> = LISTEN_MS,
): Promise<LineProbe[]> {
  const other: TicMode = first === 'historique' ? 'standard' : 'historique';
  const probe = await probeAt(connect, first, listenMs[first]);
  return isSound(probe) || probe.linkError ? [probe] : [probe, await probeAt(connect, other, listenMs[other])];
}

async function probeAt(connect: Connect, mode: TicMode, listenMs: number): Promise<LineProbe> {
  let contract: string | undefined;
  let subscribed: number | undefined;
  let linkError: LinkError | undefined;
  // Only groups of the speed's own mode: noise at the other speed may look like one.
  const meter = new Meter();
  const reader = new FrameReader((frame) => {
    subscribed = meter.take(frame, performance.now())?.subscribed ?? subscribed;
    const option = frame.groups.find(({ label }) => label === 'OPTARIF' || label === 'NGTF');
    contract = option?.data.replace(/[. ]+$/, '') ?? contract;
  }, mode);
  const enough = new AbortController();
  // Rejected groups before the first valid one were cut by the opening.
  let cut = 0;
  try {
    const settings = { baud: BAUD[mode], readTimeout: 60, waitAfterFailure: 60 };
    const close = await connect(settings, {
      bytes: (chunk) => {
        const before = reader.counts.valid;
        reader.push(chunk);
        if (before === 0) cut = rejectedGroups(reader.counts.rejected);
        const { valid, complete } = reader.counts;
        if (valid >= ENOUGH_GROUPS && complete > 0) enough.abort();
      },
      lost: (why) => {
        linkError = why;
        enough.abort();
      },
    });
    await sleep(listenMs, undefined, { signal: enough.signal }).catch(() => undefined);
    await close();
  } catch (error) {
    linkError = error instanceof LinkError ? error : new LinkError('other', String(error));
  }
  const { bytes, valid, complete, rejected } = reader.counts;
  const lost = complete >= MIN_FRAMES ? meter.lostLabels : [];
  return {
    ...{ mode, bytes, valid, rejected: rejectedGroups(rejected) - cut, frames: complete },
    ...{ contract, subscribed, lost, linkError },
  };
}
