import { describe, expect, it } from '@jest/globals';
import { interleave } from './rounds.ts';

describe('interleave', () => {
  it('lets everybody run once a round, the other way about every second time', async () => {
    const ran: string[] = [];
    const contender = (name: string) => (round: number) => {
      ran.push(`${name}${round}`);
      return Promise.resolve();
    };

    await interleave(3, [contender('a'), contender('b')]);

    expect(ran).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
  });
});
