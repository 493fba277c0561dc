import { readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

/** User and system milliseconds out of a line of /proc/PID/stat; the name in it may hold blanks and brackets. */
export const cpuMsOfStat = (line: string): number => {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
};

/** CPU time a process has used; NaN where there is no /proc. */
export const cpuMsOf = async (pid: number): Promise<number> => {
  try {
    return cpuMsOfStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return Number.NaN;
  }
};
