import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  previewSchema,
  templateListSchema,
  templateProblemsSchema,
  variablesSchema,
} from '../../../mail/compose/mail-template.contract.ts';
import { codeOf, createApiHarness, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';
import { createApiApp } from '../../../testing/admin-api/api-harness.ts';
import { createMemory, inMemoryServices } from '../../../testing/admin-api/in-memory-services.ts';
import request from 'supertest';

let api: ApiHarness;
beforeEach(() => {
  api = createApiHarness();
});

const post = (path: string, body: object) =>
  request(createApiApp(inMemoryServices(createMemory())))
    .post(`/api${path}`)
    .set('Authorization', 'Bearer lumen.good.token')
    .send(body);

const draft = (rich: string) => ({
  version: 1,
  language: 'en',
  subject: 'For {{ customer.firstName }}',
  preheader: '',
  blocks: [{ kind: 'text', rich }, { kind: 'cart-lines' }],
});

describe('GET /api/templates', () => {
  it('lists every template in the language asked for', async () => {
    const { templates } = templateListSchema.parse((await api.get('/templates?locale=de-AT')).body);

    expect(templates.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['checkout-1', 'incentive-2', 'welcome-1', 'feedback-1', 'win-back-1']),
    );
    expect(new Set(templates.map(({ language }) => language))).toEqual(new Set(['de']));
  });

  it('tells what Liquid may speak of', async () => {
    const { variables } = variablesSchema.parse((await api.get('/templates/variables?flow=cross-sell')).body);

    expect(variables).toContainEqual({ path: 'suggestions[].title', type: 'text' });
    expect(variables.map(({ path }) => path)).not.toContain('cart.total');
  });
});

describe('POST /api/templates/check', () => {
  it('tells where a template is wrong', async () => {
    const answer = await post('/templates/check', { template: draft('{{ customr.firstName }}') });

    expect(templateProblemsSchema.parse(answer.body).problems).toMatchObject([
      { path: 'blocks.0.rich', line: 1, column: 4, didYouMean: 'customer' },
    ]);
  });
});

describe('POST /api/templates/preview', () => {
  it('shows a built-in mail with made-up people, and counts no click and no leaving', async () => {
    const mail = previewSchema.parse(
      (await post('/templates/preview', { key: 'checkout-1', locale: 'fr' })).body,
    );

    expect(mail).toMatchObject({ language: 'fr', problems: [], subject: 'Vous avez oublié quelque chose' });
    expect(mail.html).toContain('Cedar Hand Wash');
    expect(mail.html).not.toMatch(/\/[cu]\//);
    expect(mail.bytes).toBeLessThan(60_000);
  });

  it('shows a draft, loops and all', async () => {
    const rich = '{% for line in cart.lines %}<b>{{ line.title | upcase }}</b>{% endfor %}';
    const mail = previewSchema.parse((await post('/templates/preview', { template: draft(rich) })).body);

    expect(mail.subject).toBe('For Mara');
    expect(mail.html).toContain('<b>CEDAR HAND WASH</b>');
    expect(mail.text).toContain('CEDAR HAND WASH');
  });

  it('shows no half of a draft that does not parse', async () => {
    const mail = previewSchema.parse(
      (await post('/templates/preview', { template: draft('{% if a %}') })).body,
    );

    expect(mail).toMatchObject({ html: '', text: '', problems: [{ path: 'blocks.0.rich' }] });
  });

  it.each([
    { key: 'nothing' },
    { key: 'checkout-1', contact: 'a-stranger' },
    { key: 'checkout-1', flow: 'none' },
  ])('answers 404 for %j', async (ask) => {
    const answer = await post('/templates/preview', ask);

    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'not_found']);
  });

  it('refuses what it does not know', async () => {
    const answer = await post('/templates/preview', { key: 'checkout-1', shop: 'other' });

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toEqual(['body.shop']);
  });
});
