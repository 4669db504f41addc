import type { Sent } from './numbered.ts';

/** A daemon that nobody stops reads the port every 0.8 s or 0.5 s; under load it may be late, ms. */
const READ_MS = 2000;

/** What one pull did. Times are ms of performance.now. */
export interface Pull {
  readonly name: string;
  /** Since when nobody read: the pull itself, or the moment that the daemon was stopped before it. */
  readonly unread: number;
  /** The adapter is there again, the daemon has opened it, the first frame is in the feed. */
  readonly back: number;
  readonly opened: number;
  readonly heard: number;
  /** CPU of the daemon while the adapter is away, ms a second; undefined where it is back at once. */
  readonly cpu: number | undefined;
  readonly device: string;
  readonly rssMb: number;
}

/** Frames that the adapter heard in whole and that are not in the log: of one pull, and whether they are its gap. */
export interface Loss {
  readonly frames: readonly Sent[];
  /** Those that the daemon has had the time to read, or that began when it had opened the port again. */
  readonly unexplained: readonly Sent[];
}

/**
 * What each pull has cost, in order; what the first pull has not to do with counts as its own.
 * What the kernel holds is thrown away as the adapter goes: up to a read's time, or all since nobody reads.
 */
export function lossOf(pulls: readonly Pull[], sent: readonly Sent[], logged: ReadonlySet<number>): Loss[] {
  const lost = sent.filter(({ whole, number }) => whole && !logged.has(number));
  return pulls.map(({ unread, opened }, i) => {
    const from = i === 0 ? Number.NEGATIVE_INFINITY : (pulls[i - 1]?.opened ?? 0);
    const to = i === pulls.length - 1 ? Number.POSITIVE_INFINITY : opened;
    const frames = lost.filter(({ began }) => began > from && began <= to);
    return { frames, unexplained: frames.filter(({ began, ended }) => ended < unread - READ_MS || began > opened) };
  });
}

/** The figures of a pull as a line of a table. */
export function rowOf({ name, back, opened, heard, cpu, device, rssMb }: Pull, { frames }: Loss): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(5);
  const cells = [
    name.padEnd(38),
    device,
    `open after ${seconds(opened - back)} s`,
    `frame after ${seconds(heard - back)} s`,
  ];
  cells.push(`${(cpu === undefined ? '—' : cpu.toFixed(1)).padStart(5)} ms/s away`, `${rssMb.toFixed(1)} MB`);
  return [...cells, `${frames.length} lost`].join(' | ');
}
