import { describe, expect, it } from '@jest/globals';
import { cpuMsOf, cpuMsOfStat } from './process-cpu.ts';

describe('cpuMsOfStat', () => {
  it('adds user and system time, whatever the process is called', () => {
    const line = '42 (a ) b) S 1 42 42 0 -1 4194560 100 0 0 0 150 30 0 0 20 0 7 0 1 2 3';

    expect(cpuMsOfStat(line)).toBe(1800);
  });
});

describe('cpuMsOf', () => {
  it('is not a number for a process that is not there', async () => {
    expect(await cpuMsOf(2 ** 30)).toBeNaN();
  });
});
