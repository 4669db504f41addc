import { FeedClient } from '../feed/client.js';
import type { FaultMessage, FaultPart, SampleMessage, StatusMessage } from '../feed/messages.js';
import { formatNumber, formatUnit, printable } from '../text/format.js';
import type { Texts } from '../text/index.js';
import { codeOf, Failure } from './failure.js';

/** A daemon greets at once; one that does not within this time hangs, ms. */
const ANSWER_MS = 3000;

interface Facts {
  readonly status: StatusMessage;
  readonly sample: SampleMessage | undefined;
}

/** `status`: one line from the running daemon. @throws Failure with code 3 when none answers */
export async function status(socket: string, json: boolean, texts: Texts): Promise<string> {
  let facts: Facts;
  try {
    facts = await ask(socket);
  } catch (error) {
    throw new Failure(texts.cli.noDaemon(socket, codeOf(error)), 3);
  }
  if (json) return JSON.stringify({ ...facts.status, sample: facts.sample ?? null });
  return lineOf(facts, texts);
}

function ask(path: string): Promise<Facts> {
  return new Promise((resolve, reject) => {
    let sample: SampleMessage | undefined;
    const client = new FeedClient(path, {
      connected: () => undefined,
      message: (message) => {
        if (message.type === 'sample') sample = message;
        // The greeting ends with the status: a sample, if there is one, has come before.
        if (message.type !== 'status') return;
        settle();
        resolve({ status: message, sample });
      },
      lost: ({ code }) => giveUp(code),
    });
    const giveUp = (code: string): void => {
      settle();
      reject(new Error(code));
    };
    const timer = setTimeout(() => giveUp('ETIMEDOUT'), ANSWER_MS);
    const settle = (): void => {
      clearTimeout(timer);
      client.stop();
    };
    client.start();
  });
}

function lineOf({ status: s, sample }: Facts, texts: Texts): string {
  const { cli, lang } = texts;
  const ejp = !sample ? '?' : sample.ejp.active ? cli.ejpOn : sample.ejp.notice ? cli.ejpNotice : cli.ejpOff;
  const va = (name: string, value: number | undefined): string =>
    `${name} ${value === undefined ? '—' : formatUnit(lang, value, 'VA')}`;
  const { checksum, parity, format, implausible } = s.rejected;
  // What the meter said last is not what it says now, once the link is down.
  const stale = s.state === 'receiving' ? '' : ' ?';
  const line = cli.statusLine({
    state: cli.states[s.state],
    mode: s.mode ?? '?',
    ejp: ejp + stale,
    power: `${va('PAPP', sample?.papp)}  ${va('PINJ', sample?.pinj)}${stale}`,
    frames: formatNumber(lang, s.frames),
    rejected: formatNumber(lang, checksum + parity + format + implausible),
  });
  return s.faults?.length ? `${line}  ${faultsOf(s.faults, texts.faults)}` : line;
}

/** What fails now, each with its local day and time. */
function faultsOf(faults: readonly FaultMessage[], texts: Texts['faults']): string {
  const since = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
  const name = (part: string): string => (Object.hasOwn(texts.parts, part) ? texts.parts[part as FaultPart] : part);
  return texts.list(
    faults.map(({ part, detail, since: began }) => printable(texts.one(name(part), detail, since(began)))),
  );
}
