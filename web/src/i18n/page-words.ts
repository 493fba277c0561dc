let asked: Promise<void> = Promise.resolve();

export const setPageWords = (words: Promise<void>): void => {
  asked = words;
  // Whoever waits for them hears of it; nobody else is to be bothered.
  words.catch(() => undefined);
};

/** Resolves once what the pages say is there. */
export const pageWords = (): Promise<void> => asked;
