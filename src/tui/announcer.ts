import { ascii } from './terminal/ascii.ts';
import type { Screen } from './terminal/screen.ts';
import { ejpState } from './views/ejp-words.ts';
import { afterTitle, type Title } from './views/title.ts';
import type { ViewModel } from './views/view-model.ts';

/** Keeps the terminal's title up to date; rings when EJP has changed. */
export class Announcer {
  #title: Title | undefined;
  #ejp: ReturnType<typeof ejpState>;

  /** Whether EJP is another than what was announced last. */
  isNews(model: ViewModel): boolean {
    return ejpState(model) !== this.#ejp;
  }

  announce(model: ViewModel, screen: Screen | undefined, utf8: boolean): void {
    const title = afterTitle(this.#title, model);
    if (title !== this.#title) screen?.title(utf8 ? title.text : ascii(title.text));
    this.#title = title;
    const before = this.#ejp;
    this.#ejp = ejpState(model) ?? before;
    if (model.selection.bell && before !== undefined && this.#ejp !== before) screen?.bell();
  }
}
