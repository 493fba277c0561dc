import { readFile } from 'node:fs/promises';

/** Resident megabytes out of /proc/PID/status. */
export const rssMbOfStatus = (status: string): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return Number(kilobytes ?? Number.NaN) / 1024;
};

/** NaN where there is no /proc, or no such process. */
export const rssMbOf = async (pid: number): Promise<number> => {
  try {
    return rssMbOfStatus(await readFile(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return Number.NaN;
  }
};
