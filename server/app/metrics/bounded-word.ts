const other = 'other';
const wordPattern = /^[a-z][a-z0-9_.:-]{0,39}$/;
const mostWords = 200;

/** Reasons are typed words, save those a merchant's program names: past the limit, or not a word, they are `other`. */
export const createBoundedWord = (limit = mostWords): ((word: string) => string) => {
  const known = new Set<string>();
  return (word) => {
    if (known.has(word)) return word;
    if (known.size >= limit || !wordPattern.test(word)) return other;
    known.add(word);
    return word;
  };
};
