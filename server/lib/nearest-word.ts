/** Inserted, left out and changed letters between two words; two that changed places count as one. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(changed, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
};

const longest = 60;

/** The one of `words` that was probably meant; undefined when none is near: a wild guess helps nobody. */
export const nearestWord = (meant: string, words: readonly string[]): string | undefined => {
  if (meant.length > longest) return undefined;
  const asked = meant.toLowerCase();
  const [nearest] = words
    .map((word) => ({ word, far: distance(asked, word.toLowerCase()) }))
    .toSorted((one, other) => one.far - other.far);
  return nearest !== undefined && nearest.far <= Math.max(2, nearest.word.length / 3)
    ? nearest.word
    : undefined;
};
