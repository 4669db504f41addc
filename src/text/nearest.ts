/** More words that are equally near would be a list, not a suggestion. */
const MAX_NEAREST = 3;
/** No word that the program knows is longer. */
const MAX_LENGTH = 60;

/** The words that a mistyped one may have been meant for: those that need the fewest changes, and not too many. */
export function nearest(typed: string, words: readonly string[]): string[] {
  if (typed.length > MAX_LENGTH) return [];
  let best = Number.POSITIVE_INFINITY;
  let found: string[] = [];
  for (const word of new Set(words)) {
    const changes = changesBetween(typed, word);
    // A third of the letters, one of a short word: else nearly any word would do.
    if (changes > Math.max(1, Math.floor(Math.min(typed.length, word.length) / 3)) || changes > best) continue;
    if (word.length === 1 && changes > 0) continue;
    found = changes < best ? [word] : [...found, word];
    best = changes;
  }
  return found.length > MAX_NEAREST ? [] : found;
}

/** Signs between the words do not count, nor does the order of the words: `MODE_LINKY` is `LINKY_MODE`. */
function changesBetween(typed: string, word: string): number {
  const [wanted, known] = [partsOf(typed), partsOf(word)];
  const asTyped = wanted.join('');
  if (asTyped.length >= 3 && known.join('').startsWith(asTyped)) return 0.5;
  const inOrder = distance(asTyped, known.join(''));
  return inOrder === 0 ? 0 : Math.min(inOrder, distance(wanted.sort().join(''), known.sort().join('')));
}

const partsOf = (word: string): string[] =>
  word
    .toLowerCase()
    .split(/[-_.\s]+/)
    .filter(Boolean);

/** How many letters must be changed, added, left out or swapped with the next one. */
function distance(a: string, b: string): number {
  let [twoBefore, before]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (before[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? (twoBefore[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [twoBefore, before] = [before, row];
  }
  return before[b.length] ?? a.length;
}

/** After a word that is not known. @param near those that it may have been meant for */
export const meant = {
  fr: (near: readonly string[]) =>
    near.length === 0 ? 'voir --help' : `vouliez-vous dire ${near.join(' ou ')}\u00a0?`,
  en: (near: readonly string[]) => (near.length === 0 ? 'see --help' : `did you mean ${near.join(' or ')}?`),
};
