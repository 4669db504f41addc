import type { SampleMessage, StatusMessage } from '../../feed/messages.ts';
import type { Day } from '../../time/local.ts';
import { inSeconds } from './measures.ts';

/** What the logs say of the running season: its EJP days so far, and how many may still come. */
export interface SeasonCount {
  readonly days: number;
  readonly left: number;
  /** The first day that is known, where the season has earlier ones: `days` is then the least, `left` the most. */
  readonly since?: Day | undefined;
}

/** Home Assistant renders a JSON true as `True`, which no switch expects. */
export type Switch = 'ON' | 'OFF';
const switchOf = (value: boolean): Switch => (value ? 'ON' : 'OFF');

/**
 * The topic `state` without the count of rejected groups, which alone makes no new state.
 * @param home the contract that it has even where a sample does not say so; whether its meter sends its status register
 */
export function stateOf(
  sample: SampleMessage,
  status: StatusMessage | undefined,
  season: SeasonCount | undefined,
  home: { readonly contract: string; readonly hasFacts: boolean } | undefined,
) {
  const { contract, period, overload, subscribed, tempo, facts } = sample;
  const known = home?.contract ?? contract;
  const faults = status?.faults;
  return {
    contract: contract ?? null,
    mode: status?.mode ?? null,
    period: period ?? null,
    ...(known === 'EJP' ? { ejp: ejpOf(sample, season) } : {}),
    ...(known === 'TEMPO' ? { tempo: { today: tempo?.today ?? null, tomorrow: tempo?.tomorrow ?? null } } : {}),
    overload: switchOf(overload !== null),
    subscribed: subscribed ?? null,
    ...(home?.hasFacts ? { facts: factsOf(facts) } : {}),
    fault: faults ? switchOf(faults.length > 0) : null,
    faults: faults?.map(({ part, since, detail }) => ({ part, since: inSeconds(since), detail })) ?? [],
  };
}

const factsOf = (facts: SampleMessage['facts']) => ({
  breaker: facts?.breaker ?? null,
  coverOpen: facts ? switchOf(facts.coverOpen) : null,
  overvoltage: facts ? switchOf(facts.overvoltage) : null,
  clockDegraded: facts ? switchOf(facts.clockDegraded) : null,
});

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
    countedSince: season?.since ?? null,
  };
}

/** Groups that were rejected since the daemon's start; null without a daemon. */
export function rejectedOf(status: StatusMessage | undefined): number | null {
  if (!status) return null;
  const { checksum, parity, format } = status.rejected;
  return checksum + parity + format;
}
