const longest = 60;

/** A key that flows can name it by: from its title, and never one that is there already. Titles without Latin letters get "email". */
export const keyFor = (title: string, taken: readonly string[]): string => {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longest)
    .replaceAll(/-+$/g, '');
  const base = plain === '' ? 'email' : plain;
  const used = new Set(taken);
  if (!used.has(base)) return base;
  for (let n = 2; ; n += 1) if (!used.has(`${base}-${n}`)) return `${base}-${n}`;
};
