import type { Components } from './discovery/document.ts';
import type { Outbox } from './outbox.ts';
import type { Presentation, Publication } from './publication.ts';
import type { StateFiles } from './state-files.ts';

const FILE = 'components';

/** Keeps Home Assistant's picture of the home up to date, also over our own restarts: what is gone is taken back. */
export class Announcement {
  readonly #files: Pick<StateFiles, 'read' | 'write'>;
  readonly #outbox: Outbox;
  readonly #publication: Publication;
  #told: Components;
  #isBusy = false;

  constructor(files: Pick<StateFiles, 'read' | 'write'>, outbox: Outbox, publication: Publication) {
    this.#files = files;
    this.#outbox = outbox;
    this.#publication = publication;
    this.#told = parseComponents(files.read(FILE));
  }

  /**
   * Sends the document where it has changed.
   * @param isWanted false: Home Assistant is not to know of us (any more)
   * @throws the system's error where what was told cannot be kept
   */
  async update(presentation: Presentation, isWanted: boolean): Promise<void> {
    if (this.#isBusy || !this.#outbox.connection) return;
    this.#isBusy = true;
    try {
      if (isWanted) await this.#tell(presentation);
      else await this.#takeBack(presentation);
    } finally {
      this.#isBusy = false;
    }
  }

  async #tell(presentation: Presentation): Promise<void> {
    const { components } = this.#publication;
    if (!components) return;
    const gone = Object.fromEntries(Object.entries(this.#told).filter(([key]) => !Object.hasOwn(components, key)));
    if (Object.keys(gone).length > 0) {
      const message = this.#publication.discovery(presentation, gone);
      if (!message || (await this.#outbox.send(message)) !== 'taken') return;
    }
    // Kept first: whatever ends us now, all that may have been told can be taken back.
    if (JSON.stringify(components) !== JSON.stringify(this.#told)) this.#keep(components);
    this.#outbox.update(this.#publication.discovery(presentation));
  }

  async #takeBack({ topics }: Presentation): Promise<void> {
    if (Object.keys(this.#told).length === 0) return;
    if ((await this.#outbox.send(topics.discovery(''))) === 'taken') this.#keep({});
  }

  #keep(components: Components): void {
    this.#told = components;
    this.#files.write(FILE, components);
  }
}

function parseComponents(value: unknown): Components {
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(value).filter(
    ([key, platform]) => /^\w{1,64}$/.test(key) && ['sensor', 'binary_sensor', 'event'].includes(platform as string),
  );
  return Object.fromEntries(known) as Components;
}
