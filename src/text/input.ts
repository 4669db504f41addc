import type { daemon } from './daemon.ts';

/** An input that cannot be used, as `InputError` (source/source.ts) says it. */
interface Unusable {
  readonly kind: 'unknown' | 'empty' | 'unreadable' | 'scenario';
  readonly input: string;
  readonly message: string;
}

/** What is wrong with an input, in words. */
export function inputWords({ kind, input, message }: Unusable, texts: (typeof daemon)['fr']): string {
  switch (kind) {
    case 'unknown':
      return texts.inputUnknown(input);
    case 'empty':
      return texts.inputEmpty(input);
    case 'unreadable':
      return texts.inputUnreadable(input, message);
    case 'scenario':
      return texts.scenarioUnknown(input, message);
  }
}
