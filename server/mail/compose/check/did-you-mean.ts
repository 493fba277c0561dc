/** How many letters must change to make one of the other. */
const distance = (left: string, right: string): number => {
  let row = Array.from({ length: right.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[right.length] ?? 0;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The nearest of the known names, if it is near enough to be what was meant. */
export const didYouMean = (name: string, known: readonly string[]): string | undefined => {
  const asked = plain(name.slice(0, 40));
  const ranked = known
    .map((each) => ({ each, away: distance(asked, plain(each)) }))
    .toSorted((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= Math.max(asked.length > 2 ? 2 : 1, Math.floor(asked.length / 3))
    ? best.each
    : undefined;
};
