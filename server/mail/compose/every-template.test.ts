import { afterAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { aComposeInput } from '../../testing/mail/compose-input.ts';
import { aCard, aRecipient, someContent } from '../../testing/mail/mail-builders.ts';
import { createLinks } from '../links/links.ts';
import { builtInKeys, builtInTemplates } from '../templates/built-in-templates.ts';
import { createComposer } from './create-composer.ts';
import { createLiquidSandbox } from './liquid/liquid-sandbox.ts';

const links = createLinks({ baseUrl: 'https://mail.example', keys: [{ id: 'k', secret: 'test' }] });
const sandbox = createLiquidSandbox();
const composer = createComposer({ templates: builtInTemplates, links, sandbox });
afterAll(() => sandbox.close());

const languages = [
  ['en-GB', 'en', 'Unsubscribe'],
  ['de', 'de', 'Abmelden'],
  ['fr-CA', 'fr', 'Se désabonner'],
  ['es', 'es', 'Darse de baja'],
  ['el', 'el', 'Διαγραφή'],
  ['zh-CN', 'zh-Hans', '退订'],
  ['ja', 'en', 'Unsubscribe'],
] as const;

const compose = (template: string, locale: string) =>
  composer.compose(
    aComposeInput({
      args: { template },
      recipient: aRecipient({ locale, lastName: 'Weiß' }),
      content: someContent({
        suggestions: [
          aCard({ title: 'Soap Dish', note: 'Often bought together', url: 'https://lumen.example/dish' }),
        ],
        offer: { code: 'OAK-7F3K', value: '10 %', expiresAt: '30 November 2026' },
        words: { productTitle: 'Hand Wash', orderName: '#1042', lastPurchasedAt: '7 June 2026' },
      }),
    }),
  );

describe('every template, in every language, read back as a mail program reads it', () => {
  it.each(builtInKeys.flatMap((key) => languages.map((language) => [key, language] as const)))(
    '%s for %j',
    async (key, [locale, lang, leave]) => {
      const mail = await compose(key, locale);
      const raw = await new MailComposer({
        from: mail.from,
        to: [{ name: mail.to.name ?? '', address: mail.to.address }],
        replyTo: 'answers@lumen.example',
        date: mail.sentAt,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: mail.headers,
      })
        .compile()
        .build();
      const parsed = await simpleParser(raw);
      const { text = '' } = parsed;
      const html = parsed.html || '';

      expect(parsed.subject).toBe(mail.subject);
      expect(parsed.from?.text).toBe('"Lumen & Oak" <hello@lumen.example>');
      expect([parsed.to].flat().map((each) => each?.text)).toEqual(['"Mara Weiß" <mara@example.com>']);
      expect(parsed.replyTo?.text).toBe('answers@lumen.example');
      expect(parsed.date).toEqual(mail.sentAt);
      expect(parsed.attachments).toEqual([]);
      expect(parsed.messageId).toBe('<e1.checkout-1@lumen.example>');
      const unsubscribe = mail.headers['List-Unsubscribe'] ?? '';
      expect(unsubscribe).toMatch(/^<https:\/\/mail\.example\/u\/[\w.-]+>$/);
      expect(raw.toString()).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
      expect(raw.toString()).toMatch(/^Feedback-ID: checkout-1:abandoned-checkout:[\w-]{12}:encore\r$/m);
      expect(raw.toString()).toMatch(/^X-Encore-Message: e1\.checkout-1\r$/m);
      expect(html).toMatch(new RegExp(`<html[^>]* lang="${lang}"[^>]* dir="ltr"`));
      for (const part of [html, text]) {
        expect(part).toContain(leave);
        expect(part).toContain('Torstraße 12, 10119 Berlin');
        expect(part).toContain(unsubscribe.slice(1, -1));
        expect(part).not.toMatch(/\{\{|\{%|[\ue000\ue001]|undefined|\[object|NaN/);
      }
      expect(text).not.toMatch(/<[a-z]/i);
      for (const [image] of html.matchAll(/<img [^>]*>/g)) expect(image).toMatch(/ alt="[^"]+"/);
      for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
        expect(href).toMatch(/^https:\/\/mail\.example\/[cu]\//);
      expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    },
  );
});
