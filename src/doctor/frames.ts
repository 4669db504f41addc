import { labelsDetail } from '../text/faults.ts';
import { rejectedGroups } from '../tic/frame.ts';
import { BAUD } from '../tic/labels.ts';
import type { Examination } from './examination.ts';
import { type Finding, finding } from './finding.ts';
import { isSound } from './probe-line.ts';

/** Share of rejected groups up to which a line is good, and up to which it is only noisy. */
const GOOD_RATE = 0.01;
const NOISY_RATE = 0.1;
/** Share of the frames without a label from which it is named, and from which its outputs fail. */
const LOST_RATE = 0.1;
const LACKING_RATE = 0.5;
/** Labels that are named. */
const MAX_NAMED = 3;
/** Groups of a frame, roughly: the feed counts frames and rejected groups. */
const GROUPS_A_FRAME = 11;

/** What the running daemon says of the frames. */
export function checkDaemonLine({ daemon }: Examination): Finding[] {
  if (!daemon) return [];
  const { status, sample } = daemon;
  const { state, input, frames } = status;
  if (state === 'silent') return [finding('fault', 'frames', 'feedSilent', input)];
  if (state === 'reconnecting') return [finding('fault', 'frames', 'feedReconnecting', input)];
  if (state !== 'receiving') return [finding('warning', 'frames', 'feedSearching', input)];
  const mode = status.mode ?? '?';
  const { rejected } = status;
  const findings = [rateFinding('feedFrames', mode, frames, rejectedGroups(rejected), frames * GROUPS_A_FRAME)];
  findings.push(...lostFindings(status.lost ?? []));
  if (rejected.implausible > 0) findings.push(finding('warning', 'frames', 'implausible', rejected.implausible));
  if (mode === 'historique' && sample?.contract === 'BASE') findings.push(finding('ok', 'frames', 'hidden'));
  return findings;
}

/** What the doctor itself received on the port. */
export function checkProbes({ lineProbes: probes, daemon, settings, model }: Examination): Finding[] {
  const [first] = probes;
  if (!first || daemon) return [];
  if (first.linkError) return [finding('fault', 'frames', 'unopened', first.linkError.kind, first.linkError.detail)];
  const sound = probes.find(isSound);
  if (!sound) {
    const bytes = probes.reduce((sum, one) => sum + one.bytes, 0);
    if (bytes === 0) return [finding('fault', 'frames', model?.header === 'rp1' ? 'silencePi5' : 'silence')];
    return [finding('fault', 'frames', 'noGroups', bytes)];
  }
  const { mode, valid, rejected, frames, contract, lost } = sound;
  const findings: Finding[] = [];
  const configured = settings.LINKY_MODE;
  const letter = mode === 'historique' ? 'H' : 'S';
  if (configured !== 'A' && configured !== letter) {
    findings.push(finding('fault', 'frames', 'wrongMode', mode, BAUD[mode], configured, letter));
  }
  findings.push(rateFinding('heard', mode, frames, rejected, valid + rejected));
  findings.push(...lostFindings(lost));
  if (mode === 'historique' && contract === 'BASE') findings.push(finding('ok', 'frames', 'hidden'));
  return findings;
}

/** The labels that are damaged most, or never come: a good share of rejected groups may be one label's. */
function lostFindings(lost: readonly { readonly label: string; readonly share: number }[]): Finding[] {
  const named = lost.filter(({ share }) => share >= LOST_RATE).slice(0, MAX_NAMED);
  const [worst] = named;
  if (!worst) return [];
  const labels = named.map(({ label, share }) => ({ label, percent: Math.round(share * 100) }));
  return [finding(worst.share >= LACKING_RATE ? 'fault' : 'warning', 'frames', 'lostLabels', labelsDetail(labels))];
}

/** What the share of rejected groups says of the wiring; a single rejected group says nothing. */
function rateFinding(
  code: 'heard' | 'feedFrames',
  mode: string,
  frames: number,
  rejected: number,
  groups: number,
): Finding {
  const rate = groups === 0 ? 0 : rejected / groups;
  const percent = Math.round(rate * 1000) / 10;
  if (rate <= GOOD_RATE || rejected < 2) return finding('ok', 'frames', code, mode, frames, percent);
  const level = rate <= NOISY_RATE ? 'warning' : 'fault';
  return finding(level, 'frames', mode === 'standard' ? 'noisyStandard' : 'noisyHistorique', percent, frames);
}
