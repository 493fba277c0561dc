import { rename, writeFile } from 'node:fs/promises';

/** For its owner only, and never half written: readers see the old text or the new one. */
export const writePrivateFile = async (file: string, text: string): Promise<void> => {
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
};
