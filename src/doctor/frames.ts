import type { DaemonSnapshot } from '../feed/query.ts';
import { BAUD } from '../tic/labels.ts';
import { type Finding, finding } from './finding.ts';
import { isSound, type LineProbe } from './probe-line.ts';

/** Rejected groups of a sound line, and of one that wants care; a single one says nothing. */
const FEW = 0.01;
const MANY = 0.1;
/** Groups of a frame, roughly: the feed counts frames and rejected groups. */
const GROUPS_A_FRAME = 11;

/** What the running daemon says of the line. */
export function checkDaemonLine({ status, sample }: DaemonSnapshot): Finding[] {
  const { checksum, parity, format, implausible } = status.rejected;
  const rejected = checksum + parity + format;
  switch (status.state) {
    case 'receiving': {
      const mode = status.mode ?? '?';
      const found = [rated(rejected, status.frames * GROUPS_A_FRAME, mode, 'feedFrames', status.frames)];
      if (implausible > 0) found.push(finding('warning', 'frames', 'implausible', implausible));
      if (mode === 'historique' && sample?.contract === 'BASE') found.push(finding('ok', 'frames', 'hidden'));
      return found;
    }
    case 'silent':
      return [finding('fault', 'frames', 'feedSilent', status.input)];
    case 'reconnecting':
      return [finding('fault', 'frames', 'feedReconnecting', status.input)];
    default:
      return [finding('warning', 'frames', 'feedSearching', status.input)];
  }
}

/** What was heard on the port. @param configured LINKY_MODE */
export function checkHeard(heard: readonly LineProbe[], configured: 'H' | 'S' | 'A', isPi5: boolean): Finding[] {
  const [first] = heard;
  if (!first) return [];
  if (first.problem) return [finding('fault', 'frames', 'unopened', first.problem.kind, first.problem.detail)];
  const sound = heard.find(isSound);
  if (!sound) {
    const bytes = heard.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes === 0) return [finding('fault', 'frames', isPi5 ? 'silencePi5' : 'silence')];
    return [finding('fault', 'frames', 'noGroups', bytes)];
  }
  const { mode, valid, rejected, frames, contract } = sound;
  const found: Finding[] = [];
  const letter = mode === 'historique' ? 'H' : 'S';
  if (configured !== 'A' && configured !== letter) {
    found.push(finding('fault', 'frames', 'wrongMode', mode, BAUD[mode], configured, letter));
  }
  found.push(rated(rejected, valid + rejected, mode, 'heard', frames));
  if (mode === 'historique' && contract === 'BASE') found.push(finding('ok', 'frames', 'hidden'));
  return found;
}

/** The share of rejected groups, and what it suggests. */
function rated(rejected: number, all: number, mode: string, code: 'heard' | 'feedFrames', frames: number): Finding {
  const rate = all === 0 ? 0 : rejected / all;
  const percent = Math.round(rate * 1000) / 10;
  if (rate <= FEW || rejected < 2) return finding('ok', 'frames', code, mode, frames, percent);
  const level = rate <= MANY ? 'warning' : 'fault';
  return finding(level, 'frames', mode === 'standard' ? 'noisyStandard' : 'noisyHistorique', percent, frames);
}
