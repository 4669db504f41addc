import type { Lang } from '../../text/format.ts';
import type { BrowserWords } from '../../text/page.ts';

/** The words of a page with their language. */
export interface PageWords extends BrowserWords {
  readonly lang: Lang;
}
