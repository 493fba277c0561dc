import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aCard, aShop, someContent } from '../../testing/mail/mail-builders.ts';
import { createLinks } from '../links/links.ts';
import { builtInKeys, builtInTemplates } from '../templates/built-in-templates.ts';
import type { OutgoingMail } from '../transport.ts';
import { createComposer } from './create-composer.ts';
import { createLiquidSandbox } from './liquid/liquid-sandbox.ts';

const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
const sandbox = createLiquidSandbox();
const composer = createComposer({ templates: builtInTemplates, links, sandbox });

afterAll(() => sandbox.close());

const input = aComposeInput;

const clicksIn = (mail: OutgoingMail): string[] =>
  [...mail.html.matchAll(/https:\/\/mail\.example\/c\/([\w.-]+)/g)].map(
    ([, token]) => links.readClick(token ?? '')?.target ?? 'unreadable',
  );

describe('a composed checkout mail', () => {
  let mail: OutgoingMail;
  beforeAll(async () => {
    mail = await composer.compose(input());
  });

  it('shows what was left, with picture, price and total', () => {
    for (const words of [
      'Cedar Hand Wash',
      '500 ml',
      '€24.00',
      '€48.00',
      'https://cdn.lumen.example/1.jpg',
      'Return to your cart',
    ])
      expect(mail.html).toContain(words);
    expect(mail.html).not.toMatch(/\{\{|\{%/);
    expect(mail.html).toMatch(/<html[^>]*lang="en"/);
  });

  it('leads back to the checkout with every parameter it had, byte for byte', () => {
    const back = clicksIn(mail).find((target) => target.includes('/recover'));

    expect(back).toBe(
      'https://lumen.example/checkouts/abc/recover?key=9&token=x%2Fy&utm_source=encore&utm_medium=email&utm_campaign=abandoned-checkout&utm_content=checkout-1',
    );
    expect(mail.text).toContain(back);
  });

  it('has a text part for reading, the postal address and a way to leave in both', () => {
    expect(mail.text).toContain('- 2 × Cedar Hand Wash (500 ml): €24.00');
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain('Torstraße 12, 10119 Berlin');
      expect(part).toContain('https://mail.example/u/');
    }
  });

  it('carries the headers that let people leave with one click', () => {
    expect(mail.headers).toMatchObject({
      'Message-ID': '<e1.checkout-1@lumen.example>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    const token = /\/u\/([\w.-]+)>/.exec(mail.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(links.readUnsubscribe(token)).toEqual({
      shop: 'lumen.myshopify.com',
      contact: 'mara',
      message: 'e1.checkout-1',
    });
  });

  it('is the same for a second try', async () => {
    expect(await composer.compose(input())).toEqual(mail);
  });
});

describe('composing', () => {
  it.each(builtInKeys)('fills the built-in template %s', async (template) => {
    const content = someContent({
      suggestions: [aCard({ title: 'Soap Dish' })],
      words: { productTitle: 'Hand Wash', lastPurchasedAt: '7 June 2026' },
    });

    const mail = await composer.compose(input({ args: { template }, content }));

    expect(mail.html).not.toMatch(/\{\{|\{%/);
    expect(mail.subject.length).toBeGreaterThan(5);
    expect(mail.html.length).toBeLessThan(60_000);
  });

  it('escapes what customers and products are called', async () => {
    const content = someContent({
      customer: { firstName: '<script>alert(1)</script>' },
      lines: [aCard({ title: '"><img src=x>{{ shop.name }}' })],
    });

    const { html } = await composer.compose(input({ content }));

    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img src=x>');
    expect(html).toContain('{{ shop.name }}');
  });

  it('lets nothing into a header that begins a new line', async () => {
    const shop = aShop({ sender: { name: 'Evil\r\nBcc: all@example.com', address: 'hello@lumen.example' } });
    const content = someContent({ words: { productTitle: 'A\r\nB' } });

    const mail = await composer.compose(input({ shop, content, args: { template: 'cross-sell-1' } }));

    for (const text of [mail.from.name, mail.subject, ...Object.values(mail.headers)])
      expect(text).not.toMatch(/[\r\n]/);
  });

  it('leads nowhere but the web', async () => {
    const mail = await composer.compose(
      input({ content: someContent({ actionUrl: 'javascript:alert(1)' }) }),
    );

    expect(mail.html).not.toContain('javascript:');
    expect(clicksIn(mail).every((target) => target.startsWith('https://lumen.example'))).toBe(true);
  });

  it('refuses a template that does not exist and a sender that is none', async () => {
    await expect(composer.compose(input({ args: { template: 'nothing' } }))).rejects.toMatchObject({
      code: 'template_invalid',
    });
    const shop = aShop({ sender: { name: 'x', address: 'a@b\r\n.example' } });
    await expect(composer.compose(input({ shop }))).rejects.toMatchObject({ code: 'render_failed' });
  });
});
