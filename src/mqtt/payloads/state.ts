import type { SampleMessage, StatusMessage } from '../../feed/messages.ts';
import { inSeconds } from './measures.ts';

/** What the logs say of the running season: its EJP days so far, and how many may still come. */
export interface SeasonCount {
  readonly days: number;
  readonly left: number;
}

/** Home Assistant renders a JSON true as `True`, which no switch expects. */
export type Switch = 'ON' | 'OFF';
const switchOf = (value: boolean): Switch => (value ? 'ON' : 'OFF');

/** The topic `state` without the count of rejected groups, which alone makes no new state. */
export function stateOf(sample: SampleMessage, status: StatusMessage | undefined, season: SeasonCount | undefined) {
  const { contract, period, overload, subscribed, tempo, facts } = sample;
  const faults = status?.faults;
  return {
    contract: contract ?? null,
    mode: status?.mode ?? null,
    period: period ?? null,
    ...(contract === 'EJP' ? { ejp: ejpOf(sample, season) } : {}),
    ...(contract === 'TEMPO' ? { tempo: { today: tempo?.today ?? null, tomorrow: tempo?.tomorrow ?? null } } : {}),
    overload: switchOf(overload !== null),
    subscribed: subscribed ?? null,
    ...(facts
      ? {
          facts: {
            breaker: facts.breaker,
            coverOpen: switchOf(facts.coverOpen),
            overvoltage: switchOf(facts.overvoltage),
            clockDegraded: switchOf(facts.clockDegraded),
          },
        }
      : {}),
    fault: faults ? switchOf(faults.length > 0) : null,
    faults: faults?.map(({ part, since, detail }) => ({ part, since: inSeconds(since), detail })) ?? [],
  };
}

/** `from`: of a peak that is announced; `until`: of that one, or of the one that runs. */
function ejpOf({ ejp }: SampleMessage, season: SeasonCount | undefined) {
  const { active, unknown, notice, until } = ejp;
  const end = active ? until : notice && 'to' in notice ? notice.to : undefined;
  return {
    active: unknown ? null : switchOf(active),
    announced: switchOf(notice !== null),
    from: notice?.from === undefined ? null : inSeconds(notice.from),
    until: end === undefined || unknown ? null : inSeconds(end),
    days: season?.days ?? null,
    left: season?.left ?? null,
  };
}

/** Groups that were rejected since the daemon's start; null without a daemon. */
export function rejectedOf(status: StatusMessage | undefined): number | null {
  if (!status) return null;
  const { checksum, parity, format } = status.rejected;
  return checksum + parity + format;
}
