import { describe, expect, it } from '@jest/globals';
import { rssMbOf, rssMbOfStatus } from './process-memory.ts';

describe('rssMbOfStatus', () => {
  it('reads what is resident, not the peak', () => {
    expect(rssMbOfStatus('Name:\tnode\nVmHWM:\t 204800 kB\nVmRSS:\t  102400 kB\nRssAnon:\t 1 kB\n')).toBe(
      100,
    );
  });

  it('is not a number where the system does not say', () => {
    expect(rssMbOfStatus('Name:\tnode\n')).toBeNaN();
  });
});

describe('rssMbOf', () => {
  it('is not a number for a process that is not there', async () => {
    expect(await rssMbOf(2 ** 30)).toBeNaN();
  });
});
