import { hash, randomBytes } from 'node:crypto';

/** Parts are length-prefixed, so ('ab','c') and ('a','bc') differ. */
export const digest = (...parts: readonly string[]): string => {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return hash('sha256', text, 'base64url').slice(0, 27);
};

/** A stable number in [0, buckets): turns' parts, holdout and experiment arms. */
export const bucketOf = (value: string, buckets: number): number =>
  hash('sha256', value, 'buffer').readUInt32BE(0) % buckets;

export const randomToken = (bytes = 16): string => randomBytes(bytes).toString('base64url');
