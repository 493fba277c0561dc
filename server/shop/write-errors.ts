import { z } from 'zod';

const duplicateSchema = z.looseObject({ code: z.literal(11_000) });
export const isDuplicateKey = (error: unknown): boolean => duplicateSchema.safeParse(error).success;

/** Upserts of one key can meet: the loser's second try finds the row. Anything but duplicates is thrown. */
export const retryDuplicates = async <Value>(write: () => Promise<Value>): Promise<Value> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isDuplicateKey(error) || tries === 5) throw error;
    }
  }
};
