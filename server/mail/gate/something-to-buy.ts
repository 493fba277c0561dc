import type { Clause } from './clause.ts';

/** Stock, the checkout itself, a suggestion: the flow answers by having content or a reason why not. */
export const somethingToBuy: Clause = {
  key: 'something-to-buy',
  ask: ({ brief: { content } }) => {
    if (!('none' in content))
      return { pass: true, saw: `${content.lines.length + content.suggestions.length} products` };
    return content.none === 'total_zero' ? { pass: true } : { pass: false, reason: content.none };
  },
};
