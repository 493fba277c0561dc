import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import type { OutboxEntry, OutboxExplanation } from './outbox-entry.ts';
import { createOutboxJson, createOutboxRouter } from './outbox-router.ts';
import { inWords, shownName } from './words.ts';

const mail = (id: string, over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  to: 'Ada Vogel <ada@example.com>',
  from: 'Lumen Goods <hello@lumen.example>',
  subject: `Subject ${id}`,
  html: '<html><head><title>x</title></head><body><a href="/demo/store">Back</a></body></html>',
  text: 'Back to your cart',
  headers: { 'List-Unsubscribe': '<https://app.example/u/1>' },
  flow: 'abandoned-checkout',
  step: 'first',
  sentAt: '2026-11-22T10:00:00.000Z',
  ...over,
});

const explanation: OutboxExplanation = {
  flowName: 'Abandoned checkout',
  trigger: { at: '2026-11-22T09:30:00.000Z', summary: 'A checkout was left.' },
  decisions: [{ at: '2026-11-22T09:30:00.000Z', kind: 'entered', step: '', reason: 'trigger_matched' }],
  gate: [
    { clause: 'consent', pass: true, saw: 'subscribed' },
    { clause: 'in_stock', pass: false },
  ],
};

const serve = (mails: readonly OutboxEntry[], explained: OutboxExplanation | null = explanation) => {
  const deps = {
    list: async () => mails,
    find: async (id: string) => mails.find((entry) => entry.id === id) ?? null,
    explain: async () => explained,
  };
  const app = express();
  app.get('/demo/outbox.json', createOutboxJson(deps));
  app.use('/demo/outbox', createOutboxRouter(deps));
  return request(app);
};

describe('outbox', () => {
  it('answers the mails as JSON, newest last, with every field of the contract', async () => {
    const answer = await serve([mail('a'), mail('b')]).get('/demo/outbox.json');

    expect(answer.body).toEqual([mail('a'), mail('b')]);
  });

  it('says what to do while it is empty', async () => {
    const answer = await serve([]).get('/demo/outbox');

    expect(answer.text).toContain('Nothing has gone out yet');
    expect(answer.text).toContain('Wind the clock 30 minutes');
  });

  it('lists newest first with recipient, subject, flow and sender', async () => {
    const { text } = await serve([mail('a'), mail('b', { flow: 'cross-sell' })]).get('/demo/outbox');

    expect(text.indexOf('Subject b')).toBeLessThan(text.indexOf('Subject a'));
    for (const words of [
      'Ada Vogel',
      'Abandoned checkout',
      'Cross-sell',
      'from Lumen Goods',
      '22 Nov 2026, 11:00',
    ])
      expect(text).toContain(words);
  });

  it('escapes what mails say', async () => {
    const { text } = await serve([
      mail('a', { subject: '<script>alert(1)</script>', to: '"><img>@example.com' }),
    ]).get('/demo/outbox/a');

    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('"><img>');
    expect(text).toContain('&lt;script&gt;');
  });

  it.each([
    ['desktop', 'width="640"'],
    ['phone', 'width="375"'],
    ['text', 'Back to your cart'],
    ['headers', 'List-Unsubscribe'],
    ['why', 'A checkout was left.'],
  ])('shows a mail as %s', async (view, expected) => {
    const { text } = await serve([mail('a')]).get(`/demo/outbox/a?view=${view}`);

    expect(text).toContain(expected);
    expect(text).toMatch(new RegExp(`view=${view}"\\s+aria-current="page"`));
  });

  it('falls back to the desktop view for a view it has not', async () => {
    const { text } = await serve([mail('a')]).get('/demo/outbox/a?view=nonsense&view=why');

    expect(text).toContain('width="640"');
  });

  it('shows each answer of the gate, and which of them was no', async () => {
    const { text } = await serve([mail('a')]).get('/demo/outbox/a?view=why');

    expect(text).toContain('Consent<span class="hidden">: passed</span>');
    expect(text).toContain('In stock<span class="hidden">: stopped</span>');
  });

  it('says so when nobody knows why', async () => {
    const { text } = await serve([mail('a')], null).get('/demo/outbox/a?view=why');

    expect(text).toContain('No record of the decision');
  });

  it('serves the mail itself in a sandbox of its own, links opening beside it', async () => {
    const answer = await serve([mail('a')]).get('/demo/outbox/a/html');

    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*sandbox/);
    expect(answer.headers['content-security-policy']).not.toContain('allow-scripts');
    expect(answer.text).toContain('<head><base target="_blank"><title>');
  });

  it('gives a mail without a head its base, too', async () => {
    const answer = await serve([mail('a', { html: '<p>Hi</p>' })]).get('/demo/outbox/a/html');

    expect(answer.text).toBe('<base target="_blank"><p>Hi</p>');
  });

  it.each(['/demo/outbox/none', '/demo/outbox/none/html'])('answers 404 at %s', async (path) => {
    const answer = await serve([mail('a')]).get(path);

    expect(answer.status).toBe(404);
  });

  it('tells an open page what is newest', async () => {
    const some = await serve([mail('a'), mail('b')]).get('/demo/outbox/latest');
    const none = await serve([]).get('/demo/outbox/latest');

    expect(some.body).toEqual({ count: 2, latest: 'b' });
    expect(none.body).toEqual({ count: 0, latest: '' });
  });

  it('brings its own styles and script, nothing inline', async () => {
    const app = serve([mail('a')]);
    const page = await app.get('/demo/outbox/a');
    const style = await app.get('/demo/outbox/assets/outbox.css');

    expect(style.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/<script>|<style|style="|onclick/);
  });
});

describe('words', () => {
  it('reads codes and addresses as a person would', () => {
    expect(['checkout.updated', 'not-entered', 'cross-sell'].map(inWords)).toEqual([
      'Checkout updated',
      'Not entered',
      'Cross-sell',
    ]);
    expect(['"Ada V." <a@x.example>', 'a@x.example'].map(shownName)).toEqual(['Ada V.', 'a@x.example']);
  });
});
