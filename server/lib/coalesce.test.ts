import { describe, expect, it } from '@jest/globals';
import { coalesce } from './coalesce.ts';

const doubling = () => {
  const asked: [string, readonly number[]][] = [];
  const double = coalesce(async (lane: string, numbers: readonly number[]) => {
    asked.push([lane, numbers]);
    if (numbers.includes(13)) throw new Error('unlucky');
    return (number: number) => number * 2;
  });
  return { asked, double };
};

describe('coalesce', () => {
  it('asks once for all who ask in the same turn, and answers each', async () => {
    const { asked, double } = doubling();

    const answers = await Promise.all([double('a', 1), double('a', 2), double('a', 3)]);

    expect(answers).toEqual([2, 4, 6]);
    expect(asked).toEqual([['a', [1, 2, 3]]]);
  });

  it('keeps lanes apart', async () => {
    const { asked, double } = doubling();

    await Promise.all([double('a', 1), double('b', 2)]);

    expect(asked).toEqual([
      ['a', [1]],
      ['b', [2]],
    ]);
  });

  it('asks again for whoever asks later: nothing is kept', async () => {
    const { asked, double } = doubling();
    await double('a', 1);

    await double('a', 1);

    expect(asked).toHaveLength(2);
  });

  it('tells everybody of the group when it failed, and nobody of the next', async () => {
    const { double } = doubling();

    const outcomes = await Promise.allSettled([double('a', 13), double('a', 1)]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await double('a', 1)).toBe(2);
  });
});
