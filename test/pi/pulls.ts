import type { Sent } from './numbered.ts';

/** A running daemon reads the port every 0.8 s or 0.5 s; under load it may be as late as this. */
const READ_MS = 2000;

/** One pull of the adapter. Times are ms of performance.now. */
export interface Pull {
  readonly name: string;
  /** When reading ended: at the pull, or when the daemon was stopped before it. */
  readonly unread: number;
  /** When the adapter was put back, the daemon had opened it, the first frame was in the feed. */
  readonly back: number;
  readonly opened: number;
  readonly firstFrame: number;
  /** CPU of the daemon while the adapter is away, ms a second; undefined where it is back at once. */
  readonly cpu: number | undefined;
  readonly device: string;
  readonly rssMb: number;
}

/** Frames of one pull that reached the adapter whole and are not in the log. */
export interface Loss {
  readonly frames: readonly Sent[];
  /** Frames outside the gap of the pull: the daemon had the time to read them, or had the port open again. */
  readonly unexplained: readonly Sent[];
}

/**
 * The losses of each pull, in order; what was lost before the first counts as its own. The kernel drops the bytes that it
 * holds when the adapter goes: those of one reading interval, or all since the daemon was stopped.
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
export function rowOf({ name, back, opened, firstFrame, cpu, device, rssMb }: Pull, { frames }: Loss): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(5);
  const cells = [
    name.padEnd(38),
    device,
    `open after ${seconds(opened - back)} s`,
    `frame after ${seconds(firstFrame - back)} s`,
  ];
  cells.push(`${(cpu === undefined ? '—' : cpu.toFixed(1)).padStart(5)} ms/s away`, `${rssMb.toFixed(1)} MB`);
  return [...cells, `${frames.length} lost`].join(' | ');
}
