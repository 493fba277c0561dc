import { createHash, randomBytes } from 'node:crypto';

/** Parts are length-prefixed, so ('ab','c') and ('a','bc') differ. */
export const digest = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('base64url').slice(0, 27);
};

/** A stable number in [0, buckets): turns' parts, holdout and experiment arms. */
export const bucketOf = (value: string, buckets: number): number =>
  createHash('sha256').update(value).digest().readUInt32BE(0) % buckets;

export const randomToken = (bytes = 16): string => randomBytes(bytes).toString('base64url');
