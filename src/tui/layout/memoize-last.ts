/** What is asked for again and again is asked for by few: the last answers are kept, so many. */
const KEPT = 4;

/** A pure function that remembers its last answers, for what is asked the same each second; arguments are compared as they are. */
export function memoizeLast<A extends readonly unknown[], R>(answerTo: (...asked: A) => R): (...asked: A) => R {
  const kept: { readonly asked: A; readonly answer: R }[] = [];
  return (...asked) => {
    const known = kept.find((each) => each.asked.every((one, i) => Object.is(one, asked[i])));
    if (known) return known.answer;
    const answer = answerTo(...asked);
    kept.unshift({ asked, answer });
    kept.length = Math.min(kept.length, KEPT);
    return answer;
  };
}
