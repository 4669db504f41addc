import type { SampleMessage } from '../../feed/messages.ts';
import type { DaemonSnapshot } from '../../feed/query.ts';
import { actions } from '../../text/actions.ts';
import { cli } from '../../text/cli.ts';
import { daemon } from '../../text/daemon.ts';
import { describeFault, faults } from '../../text/faults.ts';
import { formatInstant, formatNumber, formatUnit, type Lang } from '../../text/format.ts';
import { tui } from '../../text/tui.ts';
import { printable, printableJson } from '../../text/untrusted.ts';
import { rejectedGroups } from '../../tic/frame.ts';
import { describeNotice } from '../../tui/views/ejp-words.ts';
import { askDaemon } from '../ask-daemon.ts';
import type { Call } from '../command.ts';
import { print } from '../output.ts';
import { readPaths } from '../paths.ts';
import { keepCode } from '../program-files.ts';

/** `status`: one line, or JSON, from the running daemon. @throws CliError with code 3 when none answers */
export async function status(call: Call<{ readonly json?: boolean }>): Promise<number> {
  const { lang, options } = call;
  const { socket } = await readPaths(call, 'FEED_SOCKET');
  const snapshot = await askDaemon(socket, lang, (reason) => {
    if (options.json) print(`${printableJson({ running: false, socket, reason })}\n`, cli[lang]);
  });
  const json = (): string => printableJson({ running: true, ...snapshot.status, sample: snapshot.sample ?? null });
  print(`${options.json ? json() : printable(lineOf(snapshot, lang))}\n`, cli[lang]);
  keepCode();
  return 0;
}

/** `OUI`, `NON`, or `PRÉAVIS à 07:00 (dans 20 min)`. */
function ejpOf(sample: SampleMessage, lang: Lang): string {
  const t = cli[lang];
  if (sample.ejp.active) return t.ejpOn;
  return sample.ejp.notice ? `${t.ejpNotice} ${describeNotice(lang, sample, Date.parse(sample.at))[0]}` : t.ejpOff;
}

function lineOf({ status: s, sample }: DaemonSnapshot, lang: Lang): string {
  const t = cli[lang];
  const ejp = !sample || sample.ejp.unknown ? '?' : ejpOf(sample, lang);
  const va = (name: string, value: number | undefined, isEstimated: boolean | undefined): string => {
    const shown = `${name} ${value === undefined ? '—' : formatUnit(lang, value, 'VA')}`;
    return isEstimated && value ? `${shown} (${tui[lang].estimated})` : shown;
  };
  // Once no frames come, the last values may be old ones.
  const stale = s.state === 'receiving' ? '' : ' ?';
  const line = t.statusLine({
    state: daemon[lang].states[s.state],
    mode: s.mode ?? '?',
    ejp: ejp + stale,
    power: `${va('PAPP', sample?.papp, sample?.pappEstimated)}  ${va('PINJ', sample?.pinj, sample?.pinjEstimated)}${stale}`,
    frames: formatNumber(lang, s.frames),
    rejected: formatNumber(lang, rejectedGroups(s.rejected) + s.rejected.implausible),
  });
  const { openFor, openSince } = actions[lang];
  const relay = s.relay?.open ? `  ${openSince(openFor(s.relay.why), formatInstant(lang, s.relay.since))}` : '';
  if (!s.faults?.length) return line + relay;
  // What fails now, each with its local day and time.
  const failing = s.faults.map((fault) => {
    const { name, why } = describeFault(fault, lang);
    return printable(faults[lang].one(name, why, formatInstant(lang, fault.since)));
  });
  return `${line}${relay}  ${faults[lang].list(failing)}`;
}
