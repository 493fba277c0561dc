export const duplicateKey = 11_000;

const isDuplicateKey = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === duplicateKey;

/** Two upserts of one `_id` at once: one of them may get E11000. Done again it finds the document there. */
export const retryDuplicate = async <Value>(operation: () => Promise<Value>, tries = 5): Promise<Value> => {
  try {
    return await operation();
  } catch (error) {
    if (tries <= 1 || !isDuplicateKey(error)) throw error;
    return retryDuplicate(operation, tries - 1);
  }
};
