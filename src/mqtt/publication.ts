import type { PriceList } from '../energy/prices.ts';
import type { SampleMessage, StatusMessage } from '../feed/messages.ts';
import type { Texts } from '../text/index.ts';
import { type Components, componentsOf, documentOf } from './discovery/document.ts';
import { TraitWatch } from './discovery/traits.ts';
import { costOf, type DayMoney } from './payloads/cost.ts';
import { indexOf, liveOf } from './payloads/measures.ts';
import { MeanPower } from './payloads/power.ts';
import { rejectedOf, type SeasonCount, stateOf } from './payloads/state.ts';
import type { Outgoing, Topics } from './topics.ts';

/** What the logs say beside the last sample. */
export interface Accounts {
  readonly money: DayMoney;
  readonly season: SeasonCount | undefined;
  /** Injected by estimate, in all, Wh. */
  readonly injectedEstimate: number | undefined;
}

/** How a home presents itself. */
export interface Presentation {
  readonly topics: Topics;
  readonly texts: Texts['mqttEntities'];
  readonly version: string;
  readonly interval: number;
  readonly isNamed: boolean;
}

/** All that is known of a home, as the messages that say it. Without a sample, and without accounts for `cost`, there is no message. */
export class Publication {
  readonly #mean = new MeanPower();
  readonly #traits: TraitWatch;
  #sample: SampleMessage | undefined;
  #status: StatusMessage | undefined;
  #accounts: Accounts | undefined;

  /** @param hasInjected energy was injected before, by estimate */
  constructor(hasInjected: boolean) {
    this.#traits = new TraitWatch(hasInjected);
  }

  get sample(): SampleMessage | undefined {
    return this.#sample;
  }

  takeSample(sample: SampleMessage): void {
    this.#sample = sample;
    this.#mean.take(sample);
    this.#traits.take(sample, this.#status);
  }

  takeStatus(status: StatusMessage): void {
    this.#status = status;
    if (this.#sample) this.#traits.take(this.#sample, status);
  }

  takeAccounts(accounts: Accounts): void {
    this.#accounts = accounts;
    if ((accounts.injectedEstimate ?? 0) > 0) this.#traits.injected();
  }

  /** The components that Home Assistant is to be told of; undefined until the contract is known. */
  get components(): Components | undefined {
    return this.#traits.traits && componentsOf(this.#traits.traits);
  }

  live(topics: Topics): Outgoing | undefined {
    const { threePhase = false, hasVoltages = false } = this.#traits.traits ?? {};
    return this.#said(topics, 'live', (sample) => liveOf(sample, this.#mean.watts, { threePhase, hasVoltages }));
  }

  index(topics: Topics): Outgoing | undefined {
    const { injection } = this.#traits.traits ?? {};
    const keys = this.#keys;
    const estimated = this.#accounts?.injectedEstimate;
    if (keys.length === 0) return undefined;
    return this.#said(topics, 'index', (sample) => indexOf(sample, keys, { injection, estimated }));
  }

  /** @param withRejected with the count that alone makes no new state */
  state(topics: Topics, withRejected = true): Outgoing | undefined {
    const { traits } = this.#traits;
    return this.#said(topics, 'state', (sample) => ({
      ...stateOf(sample, this.#status, this.#accounts?.season, traits),
      ...(withRejected ? { rejected: rejectedOf(this.#status) } : {}),
    }));
  }

  cost(topics: Topics, prices: PriceList): Outgoing | undefined {
    const accounts = this.#accounts;
    const { injection } = this.#traits.traits ?? {};
    const known = { prices, keys: this.#keys, injects: injection !== undefined };
    return accounts && this.#said(topics, 'cost', (sample) => costOf(sample, accounts.money, known));
  }

  /** @param gone components that Home Assistant was told of before */
  discovery(presentation: Presentation, gone: Components = {}): Outgoing | undefined {
    const { traits } = this.#traits;
    return traits && presentation.topics.discovery(documentOf({ ...presentation, traits }, gone));
  }

  /** The indexes of the home; while its contract is not known, those that are sent. */
  get #keys(): readonly string[] {
    return this.#traits.traits?.keys ?? Object.keys(this.#sample?.indexes ?? {});
  }

  #said(
    topics: Topics,
    name: 'live' | 'index' | 'state' | 'cost',
    payload: (sample: SampleMessage) => object,
  ): Outgoing | undefined {
    return this.#sample && topics.message(name, JSON.stringify(payload(this.#sample)));
  }
}
