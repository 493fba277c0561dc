const kinds: Readonly<Record<string, string>> = {
  incentive: 'cart-incentive',
  replenishment: 'replenishment',
  'cross-sell': 'cross-sell',
  browse: 'browse-abandonment',
  'win-back': 'win-back',
  welcome: 'on-event',
  feedback: 'due-date',
};

/** The kind of flow that a built-in template is for. */
export const kindOfKey = (key: string): string => kinds[key.replace(/-\d+$/, '')] ?? 'abandoned-checkout';
