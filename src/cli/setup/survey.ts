import { diagnose, gather } from '../../doctor/doctor.ts';
import type { Observations, Target } from '../../doctor/examination.ts';
import { describeFinding, type Finding } from '../../doctor/finding.ts';
import { portsOf } from '../../doctor/port.ts';
import { isSound, probeLine } from '../../doctor/probe-line.ts';
import type { Host } from '../../host/host.ts';
import { contractOfOption } from '../../meter/contract.ts';
import { connectTo } from '../../source/open.ts';
import type { Texts } from '../../text/index.ts';
import type { TicMode } from '../../tic/labels.ts';

/** Ports that are listened to besides the one of the configuration: each takes nine seconds. */
const MAX_PORTS = 3;
/** What doctor says of a port, and not of the rest of the machine. */
const OF_PORT: readonly Finding['part'][] = ['port', 'uart', 'console', 'frames'];

const MODES: readonly TicMode[] = ['historique', 'standard'];

/** What has been found out by listening to one input, and of the machine by the way. */
export interface Survey {
  readonly input: string;
  /** The mode of the frames that came; undefined where none did. */
  readonly mode: TicMode | undefined;
  readonly contract: string | undefined;
  /** VA. */
  readonly subscribed: number | undefined;
  /** Whether an OLED display answers: `answers`, or the system's code. */
  readonly display: string | undefined;
  /** Whether it is one that can be listened to: a capture and a simulation are what they are. */
  readonly isLine: boolean;
  /** What is not right with the port, and the cure. */
  readonly troubles: readonly string[];
}

/** Examines an input as doctor does: listens to it, or asks the daemon that does already. */
export async function surveyOf(host: Host, target: Target, input: string, texts: Texts): Promise<Survey> {
  const settings = { ...target.settings, INPUT_DEV: input };
  const observations = await gather(host, { ...target, settings });
  // The mode of the configuration is what is asked for next: it is not wrong yet.
  const examined = { ...target, settings: { ...settings, LINKY_MODE: 'A' as const } };
  // What starts the Perl script is asked about later.
  const findings = diagnose(host, examined, observations).filter(
    ({ part, level, code }) => OF_PORT.includes(part) && level !== 'ok' && code !== 'oldScript',
  );
  const troubles = findings.flatMap((each) => {
    const { says, cure } = describeFinding(each, texts);
    return [says, ...(cure === undefined ? [] : [`  → ${cure}`])];
  });
  const heard = { ...observations, lineProbes: await probesOf(observations, target, input) };
  return {
    input,
    ...meterOf(heard, input),
    display: observations.display,
    isLine: !/^(replay|sim):/.test(input),
    troubles,
  };
}

/** What doctor has heard, or what comes over the network, which it does not listen to. */
async function probesOf({ answer, lineProbes }: Observations, { settings }: Target, input: string) {
  const isRead = typeof answer !== 'string' && answer.status.input === input;
  if (!input.startsWith('tcp://') || isRead) return lineProbes;
  const connect = await connectTo(input).catch(() => undefined);
  return connect ? probeLine(connect, settings.LINKY_MODE === 'S' ? 'standard' : 'historique') : [];
}

function meterOf(
  { answer, lineProbes }: Observations,
  input: string,
): Pick<Survey, 'mode' | 'contract' | 'subscribed'> {
  if (typeof answer !== 'string' && answer.status.input === input) {
    const { status, sample } = answer;
    const mode = MODES.find((each) => each === status.mode);
    return { mode, contract: sample?.contract, subscribed: sample?.subscribed };
  }
  const sound = lineProbes.find(isSound);
  return { mode: sound?.mode, contract: contractOfOption(sound?.contract), subscribed: sound?.subscribed };
}

/** The ports of this machine, one name each: an adapter's name by id does not change. */
export function portNames(host: Host): string[] {
  const byDevice = new Map<string, string>();
  for (const name of portsOf(host)) byDevice.set(host.real(name) ?? name, name);
  return [...byDevice.values()];
}

/** The input that frames come from: that of the configuration, else another port of the machine; else the first again. */
export async function searchMeter(
  host: Host,
  target: Target,
  texts: Texts,
  say: (line: string) => void,
): Promise<Survey> {
  const { INPUT_DEV } = target.settings;
  const others = portNames(host).filter((name) => host.real(name) !== host.real(INPUT_DEV));
  const surveys: Survey[] = [];
  for (const input of [INPUT_DEV, ...others.slice(0, MAX_PORTS)]) {
    say(texts.setup.listening(input));
    const survey = await surveyOf(host, target, input, texts);
    surveys.push(survey);
    if (survey.mode !== undefined || !survey.isLine) return survey;
  }
  return surveys[0] as Survey;
}
