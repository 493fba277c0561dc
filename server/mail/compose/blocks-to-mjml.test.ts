import { describe, expect, it } from '@jest/globals';
import mjml2html from 'mjml';
import { aShop } from '../../testing/mail/mail-builders.ts';
import { toMjml } from './blocks-to-mjml.ts';
import type { Block } from './mail-template.ts';
import { themeOf } from './theme.ts';

const theme = themeOf(aShop());

const mjmlOf = (blocks: readonly Block[], over: Partial<typeof theme> = {}): string =>
  toMjml(
    { key: 'a', subject: 'S', preheader: 'See {{ lines[0].title }}', blocks, text: '' },
    { ...theme, ...over },
  );

const everyBlock: readonly Block[] = [
  { kind: 'heading', words: 'You left {{ lines.size }} things' },
  { kind: 'text', words: 'Hi {{ customer.firstName }}' },
  { kind: 'button', words: 'Return' },
  { kind: 'lines' },
  { kind: 'featured' },
  { kind: 'suggestions' },
  { kind: 'note', words: 'Just reply' },
];

describe('blocks to MJML', () => {
  it.each(everyBlock.map((block) => [block.kind, block] as const))(
    'makes MJML without a fault of a %s block',
    async (_kind, block) => {
      const { errors, html } = await mjml2html(mjmlOf([block]), { fonts: {}, validationLevel: 'soft' });

      expect(errors).toEqual([]);
      expect(html).toContain('<html');
    },
  );

  it('keeps the blocks in their order and the Liquid as it is', () => {
    const source = mjmlOf(everyBlock);

    const places = [
      'You left {{ lines.size }} things',
      'Hi {{ customer.firstName }}',
      'Return',
      'Just reply',
    ].map((words) => source.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('gives every mail its way out, its sender’s address and its preheader, whatever its blocks', () => {
    const source = mjmlOf([]);

    expect(source).toContain('href="{{ unsubscribeUrl }}"');
    expect(source).toContain('{{ shop.postalAddress }}');
    expect(source).toContain('<mj-preview>See {{ lines[0].title }}</mj-preview>');
  });

  it('leads from the button to the action, in the shop’s colour with words one can read on it', () => {
    const source = mjmlOf([{ kind: 'button', words: 'Return' }], { color: '#ffff00', onColor: '#111111' });

    expect(source).toMatch(/<mj-button[^>]*href="\{\{ actionUrl }}"[^>]*>Return<\/mj-button>/);
    expect(source).toMatch(/<mj-button[^>]*background-color="#ffff00" color="#111111"/);
  });

  it('writes from right to left where the language does', () => {
    expect(mjmlOf([], { lang: 'ar', dir: 'rtl' })).toContain('<mjml lang="ar" dir="rtl">');
  });
});
