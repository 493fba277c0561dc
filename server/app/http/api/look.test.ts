import { beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { lookPreviewSchema } from '../../../mail/compose/look.contract.ts';
import { codeOf, createApiApp, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import { createMemory, inMemoryServices, lumen } from '../../../testing/admin-api/in-memory-services.ts';
import type { ApiServices } from './api-deps.ts';

const theme = {
  logoUrl: null,
  color: '#7a1f4b',
  fontFamily: 'Georgia, serif',
  headingFontFamily: null,
  backgroundColor: null,
};

let services: ApiServices;
beforeEach(() => {
  services = inMemoryServices(createMemory());
});

const preview = (body: object) =>
  request(createApiApp(services))
    .post('/api/settings/look/preview')
    .set('Authorization', 'Bearer lumen.good.token')
    .send(body);

describe('POST /api/settings/look/preview', () => {
  it('signs a page of a mail and tells what is hard to read', async () => {
    const view = lookPreviewSchema.parse((await preview({ theme: { ...theme, color: '#808080' } })).body);

    expect(view.subject).not.toBe('');
    expect(view.page?.url).toMatch(/^\/previews\//);
    expect(view.findings.map(({ key }) => key)).toEqual(['button_words']);
  });

  it('changes nothing of the shop', async () => {
    const before = await services.shops.find(lumen);

    await preview({ theme, postalAddress: '12 Harbour St' });

    expect(await services.shops.find(lumen)).toEqual(before);
  });

  it('shows the mail in the look and with the address that were asked for', async () => {
    const looks = [{ theme, postalAddress: '12 Harbour St' }, { theme: { ...theme, color: '#0a5a3c' } }];
    const mails = await Promise.all(
      looks.map((look) =>
        services.templates.preview(lumen, {
          key: 'checkout-1',
          look: {
            theme: { color: look.theme.color, fontFamily: 'Arial' },
            postalAddress: look.postalAddress,
          },
        }),
      ),
    );

    expect(mails.map((mail) => /#7a1f4b|#0a5a3c/.exec(mail?.html ?? '')?.[0])).toEqual([
      '#7a1f4b',
      '#0a5a3c',
    ]);
    expect(mails.map((mail) => mail?.html.includes('12 Harbour St'))).toEqual([true, false]);
  });

  it('of a template there is not is not found', async () => {
    expect(codeOf((await preview({ theme, key: 'nothing-9' })).body)).toBe('not_found');
  });

  it.each([
    [{}, 'body.theme'],
    [{ theme: { ...theme, color: 'url(x)' } }, 'body.theme.color'],
    [{ theme, postalAddress: '' }, 'body.postalAddress'],
    [{ theme, template: {} }, 'body.template'],
  ])('refuses %j', async (body, field) => {
    const answer = await preview(body);

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toContain(field);
  });
});
