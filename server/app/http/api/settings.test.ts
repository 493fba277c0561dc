import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { changedSettings } from '../../../shop/merchant-settings.ts';
import type { MerchantSettings } from '../../../shop/merchant-settings.ts';
import { codeOf, createApiApp, createApiHarness, fieldsOf } from '../../../testing/admin-api/api-harness.ts';
import { inMemoryServices } from '../../../testing/admin-api/in-memory-services.ts';

const first: MerchantSettings = {
  sender: { name: 'Lumen' },
  frequencyCap: { count: 3, within: 'P7D' },
  theme: { color: '#1f3a5f', fontFamily: 'Georgia, serif' },
  postalAddress: 'Lampenweg 1, 10115 Berlin',
};

const look = {
  logoUrl: null,
  color: '#7a1f4b',
  fontFamily: 'Arial, sans-serif',
  headingFontFamily: 'Georgia, serif',
  backgroundColor: null,
};

/** Over settings in memory that know only their `rev`. */
const openSettings = () => {
  let held = { ...first, rev: 0 };
  const app = createApiApp({
    ...inMemoryServices(createApiHarness().memory),
    settings: {
      read: async () => held,
      change: async (_shop, { rev, ...change }) => {
        if (rev !== held.rev) return { kind: 'conflict' };
        held = { ...changedSettings(held, change), rev: rev + 1 };
        return { kind: 'done', settings: held };
      },
    },
  });
  const authorization = 'Bearer lumen.good.token';
  return {
    read: () => request(app).get('/api/settings').set('Authorization', authorization),
    change: (body: object) =>
      request(app).patch('/api/settings').set('Authorization', authorization).send(body),
  };
};

describe('settings over the API', () => {
  it('are shown whole, also where nothing was ever set', async () => {
    const answer = await openSettings().read();
    const body: unknown = answer.body;

    expect(body).toMatchObject({
      rev: 0,
      sender: { name: 'Lumen', replyTo: null },
      frequencyCap: { count: 3, within: 'P7D' },
      quietHours: null,
      consentPolicy: { elsewhere: 'subscribers', countries: {} },
      theme: { logoUrl: null, color: '#1f3a5f', fontFamily: 'Georgia, serif', headingFontFamily: null },
      postalAddress: 'Lampenweg 1, 10115 Berlin',
      adminLanguage: null,
    });
    expect(body).toHaveProperty('strictCountries', expect.arrayContaining(['DE', 'GB']));
  });

  it('change by what is named, and a second change from the same view is a conflict', async () => {
    const api = openSettings();
    const changed = await api.change({ rev: 0, quietHours: { from: '22:00', to: '07:00' } });
    const late = await api.change({ rev: 0, frequencyCap: { count: 1, within: 'P1D' } });

    expect([changed.status, late.status]).toEqual([200, 409]);
    expect(changed.body).toMatchObject({ rev: 1, quietHours: { from: '22:00' } });
    expect([codeOf(late.body), Object.keys(fieldsOf(late.body))]).toEqual(['version_conflict', ['rev']]);
  });

  it('change the look whole, and the postal address by itself', async () => {
    const api = openSettings();
    await api.change({ rev: 0, theme: { ...look, backgroundColor: '#ffffff' } });
    await api.change({ rev: 1, theme: look });
    const answer = await api.change({ rev: 2, postalAddress: ' 12 Harbour St ' });

    expect(answer.body).toMatchObject({ rev: 3, theme: look, postalAddress: '12 Harbour St' });
  });

  it.each([
    [{ frequencyCap: { count: 1, within: 'P1D' } }, 'body.rev'],
    [{ rev: 0, frequencyCap: { count: 0, within: 'P1D' } }, 'body.frequencyCap.count'],
    [{ rev: 0, frequencyCap: { count: 1, within: 'P99999D' } }, 'body.frequencyCap.within'],
    [{ rev: 0, quietHours: { from: '25:00', to: '07:00' } }, 'body.quietHours.from'],
    [{ rev: 0, sender: { name: 'A\r\nBcc: x@example.com', replyTo: null } }, 'body.sender.name'],
    [{ rev: 0, sender: { name: '<b>', replyTo: null } }, 'body.sender.name'],
    [{ rev: 0, sender: { name: 'Lumen', replyTo: 'nobody' } }, 'body.sender.replyTo'],
    [{ rev: 0, consentPolicy: { elsewhere: 'anybody', countries: {} } }, 'body.consentPolicy.elsewhere'],
    [
      { rev: 0, consentPolicy: { elsewhere: 'subscribers', countries: { Germany: 'subscribers' } } },
      'body.consentPolicy.countries.Germany',
    ],
    [{ rev: 0, postalAddress: '' }, 'body.postalAddress'],
    [{ rev: 0, adminLanguage: 'pt' }, 'body.adminLanguage'],
    [{ rev: 0, postalAddress: 'Lampenweg 1\nBerlin' }, 'body.postalAddress'],
    [{ rev: 0, theme: { ...look, color: 'red' } }, 'body.theme.color'],
    [{ rev: 0, theme: { ...look, backgroundColor: '#fff' } }, 'body.theme.backgroundColor'],
    [{ rev: 0, theme: { ...look, fontFamily: 'x;} body{' } }, 'body.theme.fontFamily'],
    [{ rev: 0, theme: { ...look, logoUrl: 'javascript:alert(1)' } }, 'body.theme.logoUrl'],
    [{ rev: 0, theme: { color: '#000000' } }, 'body.theme.fontFamily'],
    [{ rev: 0, currency: 'EUR' }, 'body.currency'],
  ])('refuse %j', async (body, field) => {
    const answer = await openSettings().change(body);

    expect(answer.status).toBe(400);
    expect(Object.keys(fieldsOf(answer.body))).toContain(field);
  });
});
