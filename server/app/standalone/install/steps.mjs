/**
 * Plain JavaScript for any Node ≥ 18: this runs before anything is installed.
 * @param {number} startedAt milliseconds since the epoch
 * @returns {(line: string) => void} prints a line with the seconds since the start
 */
export const createSteps = (startedAt) => (line) => {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`[${seconds} s] ${line}\n`);
};
