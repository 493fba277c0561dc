import { describe, expect, it } from '@jest/globals';
import { aShop } from '../../testing/mail/mail-builders.ts';
import { toMjml } from './blocks-to-mjml.ts';
import { compileMail } from './compile-mail.ts';
import type { Block, MailTemplate } from './mail-template.ts';
import { mailTemplateSchema } from './mail-template.ts';
import { themeOf } from './theme.ts';

const theme = themeOf(aShop(), 'en');

const templateOf = (blocks: readonly Block[]): MailTemplate =>
  mailTemplateSchema.parse({
    version: 1,
    language: 'en',
    subject: 'S',
    preheader: 'P {{ product.title }}',
    blocks,
  });

const everyBlock: readonly Block[] = [
  { kind: 'heading', words: 'You left {{ product.title }}' },
  { kind: 'heading', size: 'small', align: 'start', words: 'Small' },
  { kind: 'text', rich: 'Hi {{ customer.firstName }}, <a href="https://a.example/?a=1&amp;b=2">look</a>' },
  { kind: 'text', size: 'small', rich: 'Just reply' },
  { kind: 'image', url: 'https://cdn.example/a.png?a=1&b=2', alt: 'A "lamp"', href: '{{ cart.url }}' },
  { kind: 'button', words: 'Return' },
  { kind: 'cart-lines' },
  { kind: 'product', role: 'due', layout: 'large' },
  { kind: 'product', role: 'companions', layout: 'grid', showWhen: { what: 'suggestions', is: 'there' } },
  { kind: 'offer', words: 'For you' },
  { kind: 'divider' },
  { kind: 'spacer', height: 20 },
  {
    kind: 'columns',
    columns: [
      [{ kind: 'text', rich: 'one', showWhen: { what: 'offer', is: 'missing' } }],
      [{ kind: 'button', words: 'two' }],
    ],
  },
  { kind: 'social', links: [{ network: 'instagram', url: 'https://instagram.com/lumen' }] },
  { kind: 'footer', rich: 'Made in <b>Berlin</b>' },
];

describe('blocks to MJML', () => {
  it.each(everyBlock.map((block) => [block.kind, block] as const))(
    'makes HTML without a fault of a %s block, with all its slots in it',
    async (_kind, block) => {
      const { html, text } = await compileMail(templateOf([block]), theme);

      expect(html.source).toContain('<html');
      for (const part of [html, text]) {
        const places = [...part.source.matchAll(/\ue000(\d+)\ue001/g)].map(([, index]) => Number(index));
        const inWords = part.slots.flatMap((slot) =>
          slot.kind === 'words'
            ? [...slot.liquid.matchAll(/\ue000(\d+)\ue001/g)].map(([, index]) => Number(index))
            : [],
        );
        expect(new Set([...places, ...inWords])).toEqual(new Set(part.slots.keys()));
      }
    },
  );

  it('puts no word of a merchant’s into MJML', () => {
    const { source } = toMjml(templateOf(everyBlock), theme);

    for (const words of ['You left', 'Small', 'Hi ', 'Just reply', 'lamp', 'Return', 'For you', 'Made in'])
      expect(source).not.toContain(words);
  });

  it('keeps the blocks in their order', () => {
    const { slots } = toMjml(templateOf(everyBlock), theme);

    const words = slots.flatMap((slot) => (slot.kind === 'words' ? [slot.liquid] : []));
    const places = ['You left', 'Small', 'Hi ', 'Just reply', 'Return'].map((start) =>
      words.findIndex((each) => each.startsWith(start)),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('gives every mail its way out, its sender’s address and its preheader, whatever its blocks', () => {
    const { source, slots } = toMjml(templateOf([]), theme);

    expect(slots).toContainEqual({ kind: 'link', to: 'unsubscribe' });
    expect(slots).toContainEqual({ kind: 'words', liquid: 'P {{ product.title }}' });
    expect(source).toContain('Torstraße 12, 10119 Berlin');
    expect(source).toMatch(/<mj-preview>\ue000\d+\ue001<\/mj-preview>/);
  });

  it('paints the button in the shop’s colour with words one can read on it', () => {
    const yellow = themeOf(aShop({ theme: { color: '#ffff00', fontFamily: '' } }), 'en');

    expect(toMjml(templateOf([{ kind: 'button', words: 'Go' }]), yellow).source).toMatch(
      /<mj-button[^>]*background-color="#ffff00" color="#111111"/,
    );
  });

  it('writes from right to left where the language does', () => {
    const { source } = toMjml(templateOf([]), themeOf(aShop(), 'ar'));

    expect(source).toContain('<mjml lang="ar" dir="rtl">');
    expect(source).toContain('إلغاء الاشتراك');
  });

  it('takes nothing out of a theme that could break out of CSS or markup', async () => {
    const shop = aShop({
      name: '<script>"\ue0000\ue001',
      theme: {
        color: 'red;}</style>',
        fontFamily: `Inter"</style><script>`,
        logoUrl: 'javascript:alert(1)',
        backgroundColor: '#000000',
      },
    });

    const { html } = await compileMail(templateOf([]), themeOf(shop, 'en'));

    expect(html.source).not.toMatch(/<script|<\/style><script|javascript:|red;/);
    expect(html.source).toContain('#f3f3f0');
  });
});
