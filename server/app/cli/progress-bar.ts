const width = 30;

/** One line that is written over itself; the last one ends it. */
export const barOf = (share: number): string => {
  const done = Math.min(1, Math.max(0, share));
  const filled = Math.round(done * width);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(Math.floor(done * 100)).padStart(3)} %`;
  return `\r${bar}${done === 1 ? '\n' : ''}`;
};
