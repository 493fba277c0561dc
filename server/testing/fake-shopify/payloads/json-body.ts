/** Marks a bigint on its way through JSON.stringify; a NUL never occurs in what shops write. */
const mark = '\u0000id:';

/** JSON text in which bigints stand as plain integers: Shopify's ids don't fit a double. */
export const jsonBody = (value: unknown): string =>
  JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'bigint' ? `${mark}${entry}` : entry,
  ).replace(/"\\u0000id:(\d+)"/g, '$1');

export const numericId = (id: string): bigint => BigInt(id);
