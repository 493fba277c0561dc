import { afterAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { aCard, aShop, someContent } from '../../testing/mail/mail-builders.ts';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { hostileStrings } from '../../testing/mail/hostile/hostile-strings.ts';
import { createLinks } from '../links/links.ts';
import { builtInTemplates } from '../templates/built-in-templates.ts';
import type { Shop } from '../../shop/shop.ts';
import type { OutgoingMail } from '../transport.ts';
import { createComposer } from './create-composer.ts';
import { createLiquidSandbox } from './liquid/liquid-sandbox.ts';

const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
const sandbox = createLiquidSandbox();
const composer = createComposer({ templates: builtInTemplates, links, sandbox });

afterAll(() => sandbox.close());

/** In every field that a stranger may fill. */
const mailWith = (words: string, template: string, shop: Partial<Shop> = {}): Promise<OutgoingMail> => {
  const card = aCard({
    title: words,
    variantTitle: words,
    vendor: words,
    price: words,
    note: words,
    url: words,
    imageUrl: words,
  });
  return composer.compose(
    aComposeInput({
      shop: aShop({ sender: { name: words, address: 'hello@lumen.example' }, ...shop }),
      args: { template },
      content: someContent({
        customer: { firstName: words },
        actionUrl: words,
        lines: [card],
        suggestions: [card],
        total: words,
        offer: { code: words, value: words, expiresAt: words },
        words: { productTitle: words, orderName: words, lastPurchasedAt: words },
      }),
    }),
  );
};

const tagsOf = (html: string): readonly string[] =>
  [...html.matchAll(/<(\/?[a-z][a-z0-9]*)/gi)].map(([, name]) => name ?? '');

it('knows two hundred and more of them', () => {
  expect(new Set(hostileStrings).size).toBeGreaterThanOrEqual(200);
});

describe('a mail made of hostile strings', () => {
  it('has the tags that it has with harmless ones, and no other, whatever they hold', async () => {
    const allowed = new Set(tagsOf((await mailWith('Olive', 'incentive-2')).html));
    for (const words of hostileStrings) {
      const { html } = await mailWith(words, 'incentive-2');
      const ofShop =
        words.length % 5 === 0
          ? await mailWith('Olive', 'checkout-1', { name: words, postalAddress: words })
          : undefined;
      const strange = [...tagsOf(html), ...tagsOf(ofShop?.html ?? '')].filter((name) => !allowed.has(name));
      expect({ words: words.slice(0, 60), strange }).toEqual({ words: words.slice(0, 60), strange: [] });
      expect(html).not.toMatch(/href="(?!https:\/\/)|src="(?!https?:\/\/)/);
      expect(html.replaceAll(/<[^>]*>/g, '')).not.toMatch(/<script/);
    }
  });

  it('has headers of one line each, none of them new', async () => {
    for (const words of hostileStrings) {
      const mail = await mailWith(words, 'cross-sell-1');
      const kept = [mail.subject, mail.from.name, mail.to.name ?? '', ...Object.values(mail.headers)];
      for (const each of kept) expect(each).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
    }
  });

  it('arrives as it left', async () => {
    for (const words of hostileStrings.filter((each) => each.length < 1000).slice(0, 60)) {
      const mail = await mailWith(words, 'checkout-1');
      const raw = await new MailComposer({
        from: mail.from,
        to: [{ name: mail.to.name ?? '', address: mail.to.address }],
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: mail.headers,
      })
        .compile()
        .build();
      const parsed = await simpleParser(raw);
      expect(parsed.headers.has('bcc')).toBe(false);
      expect(parsed.headers.has('x-injected')).toBe(false);
      expect(parsed.from?.value.map(({ address }) => address)).toEqual(['hello@lumen.example']);
      expect(parsed.attachments).toEqual([]);
    }
  });
});
