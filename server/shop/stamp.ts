/**
 * Orders two versions of one document: its own `updated_at`, then when the platform triggered the delivery, then the
 * digest of the text. As a string it compares the same here and in MongoDB.
 */
export const stampOf = (version: {
  readonly updatedAt: Date;
  readonly triggeredAt?: Date | undefined;
  readonly digest: string;
}): string =>
  [version.updatedAt.toISOString(), version.triggeredAt?.toISOString() ?? '', version.digest].join('|');
