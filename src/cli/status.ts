import type { FaultMessage } from '../feed/messages.ts';
import { FOREIGN } from '../feed/path.ts';
import { type DaemonSnapshot, queryDaemon } from '../feed/query.ts';
import { codeOf } from '../host/files.ts';
import { describeFault } from '../text/faults.ts';
import { formatInstant, formatNumber, formatUnit } from '../text/format.ts';
import type { Texts } from '../text/index.ts';
import { printable, printableJson } from '../text/untrusted.ts';
import { CliError } from './errors.ts';

/** `status`: one line from the running daemon. @throws Failure with code 3 when none answers */
export async function status(socket: string, json: boolean, texts: Texts): Promise<string> {
  let facts: DaemonSnapshot;
  try {
    facts = await queryDaemon(socket);
  } catch (error) {
    const { foreignSocket, noDaemon } = texts.cli;
    const code = codeOf(error);
    throw new CliError(code === FOREIGN ? foreignSocket(socket) : noDaemon(socket, code), 3);
  }
  if (json) return printableJson({ ...facts.status, sample: facts.sample ?? null });
  return printable(lineOf(facts, texts));
}

function lineOf({ status: s, sample }: DaemonSnapshot, texts: Texts): string {
  const { cli, lang } = texts;
  const ejp = !sample ? '?' : sample.ejp.active ? cli.ejpOn : sample.ejp.notice ? cli.ejpNotice : cli.ejpOff;
  const va = (name: string, value: number | undefined, isEstimated: boolean | undefined): string => {
    const shown = `${name} ${value === undefined ? '—' : formatUnit(lang, value, 'VA')}`;
    return isEstimated && value ? `${shown} (${texts.tui.estimated})` : shown;
  };
  const { checksum, parity, format, implausible } = s.rejected;
  // What the meter said last is not what it says now, once the link is down.
  const stale = s.state === 'receiving' ? '' : ' ?';
  const line = cli.statusLine({
    state: cli.states[s.state],
    mode: s.mode ?? '?',
    ejp: ejp + stale,
    power: `${va('PAPP', sample?.papp, sample?.pappEstimated)}  ${va('PINJ', sample?.pinj, sample?.pinjEstimated)}${stale}`,
    frames: formatNumber(lang, s.frames),
    rejected: formatNumber(lang, checksum + parity + format + implausible),
  });
  return s.faults?.length ? `${line}  ${faultsOf(s.faults, texts)}` : line;
}

/** What fails now, each with its local day and time. */
function faultsOf(faults: readonly FaultMessage[], { faults: t, lang }: Texts): string {
  return t.list(
    faults.map((fault) => {
      const { name, why } = describeFault(fault, lang);
      return printable(t.one(name, why, formatInstant(lang, fault.since)));
    }),
  );
}
