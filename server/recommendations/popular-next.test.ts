import { describe, expect, it } from '@jest/globals';
import { createHistory } from './history.ts';
import { learnCompanions } from './learn-companions.ts';
import { learnPopularNext } from './popular-next.ts';

const dayMs = 86_400_000;
const asOf = 1000 * dayMs;
const options = { asOf, horizonDays: 200 };

/** Who buys a camera buys a bag with it, mostly the red one; mugs are bought by others, and more than anything. */
const shop = () => {
  const builder = createHistory();
  const buy = (who: string, day: number, ...products: readonly string[]): void => {
    for (const productId of products)
      builder.add({ customer: who, order: `${who} ${day}`, productId, at: day * dayMs, quantity: 1 });
  };
  for (let who = 0; who < 60; who += 1) {
    buy(`a${who}`, 100 + who, `camera-${who % 20}`, who % 3 === 0 ? 'bag-blue' : 'bag-red');
    buy(`b${who}`, 100 + who, 'mug');
    buy(`c${who}`, 100 + who, 'mug', 'plain');
  }
  return builder.build();
};

const typeOf = (productId: string): string | undefined => {
  const [type = ''] = productId.split('-');
  return type === 'plain' ? undefined : type;
};

const learn = () => {
  const history = shop();
  const { popular } = learnCompanions(history, options);
  return learnPopularNext(history, { ...options, typeOf, popular });
};

describe('what is popular in the next type', () => {
  it('is of the type that people come to, best sellers first, for products that hardly anybody bought', () => {
    expect(learn()('camera-7')).toEqual(['bag-red', 'bag-blue']);
  });

  it('is said of a product that nobody bought yet, by its type', () => {
    expect(learn()('camera-new')).toEqual(['bag-red', 'bag-blue']);
  });

  it('is not what everybody buys anyway', () => {
    expect(learn()('camera-1')).not.toContain('mug');
  });

  it('is nothing where a type leads nowhere, or is not known', () => {
    expect(learn()('mug')).toEqual([]);
    expect(learn()('plain')).toEqual([]);
  });
});
