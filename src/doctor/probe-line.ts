import type { Connect } from '../source/reconnecting.ts';
import { LinkError } from '../source/source.ts';
import { FrameReader } from '../tic/frame.ts';
import { BAUD, type TicMode } from '../tic/labels.ts';

/** How long one speed is listened to, ms: two frames of a three-phase Tempo meter, and what was cut before them. */
const LISTEN_MS = { historique: 5500, standard: 3500 } as const;
/** So many groups say enough, whatever the time. */
const ENOUGH = 60;
/** Fewer are chance: one in 64 groups of pure noise has a sum that holds. */
const SOUND = 4;

/** What came from a port at one speed. */
export interface LineProbe {
  readonly mode: TicMode;
  readonly bytes: number;
  readonly valid: number;
  readonly rejected: number;
  readonly frames: number;
  readonly contract: string | undefined;
  readonly problem?: LinkError;
}

/** Whether frames of this mode were heard, and no chance. */
export const isSound = ({ valid }: LineProbe): boolean => valid >= SOUND;

/** Listens to a port, at the mode's speed first and then at the other; ends early when enough has come. */
export async function probeLine(connect: Connect, first: TicMode): Promise<LineProbe[]> {
  const other: TicMode = first === 'historique' ? 'standard' : 'historique';
  const heard = [await at(connect, first)];
  const [one] = heard;
  if (one && !isSound(one) && !one.problem) heard.push(await at(connect, other));
  return heard;
}

async function at(connect: Connect, mode: TicMode): Promise<LineProbe> {
  let contract: string | undefined;
  let problem: LinkError | undefined;
  // Only groups of the speed's own mode: noise at the other speed may look like one.
  const reader = new FrameReader((frame) => {
    const option = frame.groups.find(({ label }) => label === 'OPTARIF' || label === 'NGTF');
    contract = option?.data.replace(/[. ]+$/, '') ?? contract;
  }, mode);
  let resolve: () => void = () => undefined;
  const done = new Promise<void>((settle) => {
    resolve = settle;
  });
  const timer = setTimeout(resolve, LISTEN_MS[mode]);
  // What stands before the first sound group was cut by the opening.
  let cut = 0;
  const bad = (): number => {
    const { checksum, parity, format } = reader.counts.rejected;
    return checksum + parity + format;
  };
  try {
    const settings = { baud: BAUD[mode], readTimeout: 60, waitAfterFailure: 60 };
    const connection = await connect(settings, {
      bytes: (chunk) => {
        const before = reader.counts.valid;
        reader.push(chunk);
        if (before === 0) cut = bad();
        const { valid, complete } = reader.counts;
        if (valid >= ENOUGH && complete > 0) resolve();
      },
      lost: (why) => {
        problem = why;
        resolve();
      },
    });
    await done;
    await connection.close();
  } catch (error) {
    problem = error instanceof LinkError ? error : new LinkError('other', String(error));
  } finally {
    clearTimeout(timer);
  }
  const { bytes, valid, complete } = reader.counts;
  return { mode, bytes, valid, rejected: bad() - cut, frames: complete, contract, ...(problem ? { problem } : {}) };
}
