import type { Block } from '../compose/mail-template.ts';
import type { MailWords, TemplateKey, TemplateWords } from './mail-words.ts';

type Words = MailWords['templates'];
type Layout = (words: Words) => readonly Block[];

const opening = ({ heading, text }: TemplateWords): readonly Block[] => [
  { kind: 'heading', words: heading },
  { kind: 'text', rich: text },
];

const closing = ({ button, note }: TemplateWords): readonly Block[] => [
  { kind: 'button', words: button },
  { kind: 'text', size: 'small', rich: note },
];

const offer = (words: string): Block => ({
  kind: 'offer',
  words,
  showWhen: { what: 'offer', is: 'there' },
});

const suggestions = (
  heading: string,
  role: 'companions' | 'alternatives',
  layout: 'rows' | 'grid',
): readonly Block[] => {
  const showWhen = { what: 'suggestions', is: 'there' } as const;
  return [
    { kind: 'divider', showWhen },
    { kind: 'heading', size: 'small', words: heading, showWhen },
    { kind: 'product', role, layout, most: 4, showWhen },
  ];
};

const cart: Block = { kind: 'cart-lines', total: true };

/** What every template is made of; what it says is in `words/`. */
export const layouts: Readonly<Record<TemplateKey, Layout>> = {
  'checkout-1': ({ 'checkout-1': words }) => [...opening(words), cart, ...closing(words)],
  'checkout-2': ({ 'checkout-2': words }) => [
    ...opening(words),
    cart,
    ...closing(words),
    ...suggestions(words.suggest, 'companions', 'grid'),
  ],
  'incentive-1': ({ 'incentive-1': words }) => [...opening(words), cart, ...closing(words)],
  'incentive-2': ({ 'incentive-2': words }) => [
    ...opening(words),
    offer(words.offer),
    cart,
    ...closing(words),
    ...suggestions(words.suggest, 'alternatives', 'grid'),
  ],
  'replenishment-1': ({ 'replenishment-1': words }) => [
    ...opening(words),
    { kind: 'product', role: 'due', layout: 'large' },
    ...closing(words),
  ],
  'replenishment-2': ({ 'replenishment-2': words }) => [
    ...opening(words),
    { kind: 'product', role: 'due', layout: 'large' },
    ...closing(words),
    ...suggestions(words.suggest, 'alternatives', 'grid'),
  ],
  'cross-sell-1': ({ 'cross-sell-1': words }) => [
    ...opening(words),
    { kind: 'product', role: 'companions', layout: 'rows' },
    ...closing(words),
  ],
  'browse-1': ({ 'browse-1': words }) => [
    ...opening(words),
    { kind: 'product', role: 'left', layout: 'large' },
    ...closing(words),
  ],
  'browse-2': ({ 'browse-2': words }) => [
    ...opening(words),
    { kind: 'product', role: 'left', layout: 'rows' },
    { kind: 'button', words: words.button },
    ...suggestions(words.suggest, 'alternatives', 'grid'),
    { kind: 'text', size: 'small', rich: words.note },
  ],
  'welcome-1': ({ 'welcome-1': words }) => [
    ...opening(words),
    offer(words.offer),
    ...closing(words),
    ...suggestions(words.suggest, 'companions', 'grid'),
  ],
  'feedback-1': ({ 'feedback-1': words }) => [
    ...opening(words),
    { kind: 'product', role: 'left', layout: 'rows', most: 3 },
    ...closing(words),
  ],
  'win-back-1': ({ 'win-back-1': words }) => [
    ...opening(words),
    offer(words.offer),
    ...closing(words),
    ...suggestions(words.suggest, 'companions', 'grid'),
  ],
};
