/** What a line of the summary is about: a renderer may draw it its own way, or leave it out. */
export type SummaryKind =
  | 'period'
  | 'total'
  | 'injected'
  | 'subscription'
  | 'net'
  | 'own'
  | 'notCounted'
  | 'projection'
  | 'yearBefore'
  | 'yearBeforeHead'
  | 'yearBeforePeriod'
  | 'yearBeforeTotal'
  | 'yearBeforeInjected'
  | 'yearBeforeSubscription'
  | 'yearBeforeNet'
  | 'ejpDays'
  | 'maximum'
  | 'mean'
  | 'coverage'
  | 'curve'
  | 'comparison';

/** One line of the summary, in words: `Conso HN`, `25,296 kWh`, `3,25 €`, and what there is to say of it. */
export interface SummaryLine {
  readonly kind: SummaryKind;
  /** Index key, of a period. */
  readonly key?: string;
  readonly label: string;
  readonly energy?: string;
  /** A dash where it is not known; absent where the line is not about money. */
  readonly amount?: string;
  readonly note?: string;
  /** What there is to say of it below. */
  readonly more?: string;
}

/** Below this fraction of the time the coverage is shown. */
export const FULL = 0.995;
