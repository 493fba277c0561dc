import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../lib/clock.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import { factSchema } from './journal/fact-schema.ts';
import { createSettingsService } from './settings-service.ts';
import type { SettingsService } from './settings-service.ts';

let database: ShopDatabase;
let settings: SettingsService;
beforeAll(async () => {
  database = await shopDatabase('settings');
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { shops, journal } = database.repositories;
  for (const shop of [lumen, umbra]) {
    await shops.delete(shop);
    await journal.deleteAll(shop);
  }
  await shops.install(lumen, { platform: 'shopify', settings: shopSettings, at: builtAt });
  settings = createSettingsService({ shops, journal, clock: createManualClock(builtAt) });
});

const journaled = async () => {
  const facts = [];
  for await (const group of database.repositories.journal.read(lumen))
    facts.push(...group.facts.map(({ text }) => factSchema.parse(JSON.parse(text))));
  return facts;
};
const cap = { count: 2, within: 'P3D' };

describe('a change of settings', () => {
  it('changes what it names and leaves the rest, the platform’s own words too', async () => {
    const before = await database.repositories.shops.find(lumen);
    await settings.change(lumen, { rev: 0, sender: { name: 'Lumen care', replyTo: 'care@lumen.example' } });
    const outcome = await settings.change(lumen, { rev: 1, frequencyCap: cap });

    const now = await database.repositories.shops.find(lumen);
    expect(outcome).toMatchObject({ kind: 'done', settings: { rev: 2, frequencyCap: cap } });
    expect(now).toEqual({
      ...before,
      sender: { ...before?.sender, name: 'Lumen care', replyTo: 'care@lumen.example' },
      frequencyCap: cap,
      settingsRev: 2,
    });
  });

  it('changes how mails look, and takes away what the look has no more', async () => {
    const look = { color: '#7a1f4b', fontFamily: 'Arial, sans-serif' };
    const whole = { ...look, logoUrl: null, headingFontFamily: null, backgroundColor: null };
    await settings.change(lumen, { rev: 0, theme: { ...whole, backgroundColor: '#fafafa' } });
    await settings.change(lumen, { rev: 1, theme: whole });
    await settings.change(lumen, { rev: 2, postalAddress: '12 Harbour St' });

    const now = await database.repositories.shops.find(lumen);
    expect([now?.theme, now?.postalAddress]).toEqual([look, '12 Harbour St']);
    expect(await journaled()).toMatchObject([
      { before: { theme: shopSettings.theme }, settings: { theme: { ...look, backgroundColor: '#fafafa' } } },
      { settings: { theme: look } },
      { settings: { postalAddress: '12 Harbour St' } },
    ]);
  });

  it('says what the screens speak, and leaves it to each person again', async () => {
    await settings.change(lumen, { rev: 0, adminLanguage: 'zh-Hans' });
    const chosen = await settings.read(lumen);
    await settings.change(lumen, { rev: 1, adminLanguage: null });

    expect(chosen?.adminLanguage).toBe('zh-Hans');
    expect((await settings.read(lumen))?.adminLanguage).toBeUndefined();
    expect(await database.repositories.shops.find(lumen)).not.toHaveProperty('adminLanguage');
    expect(await journaled()).toMatchObject([
      { settings: { adminLanguage: 'zh-Hans' } },
      { before: { adminLanguage: 'zh-Hans' } },
    ]);
  });

  it('of an earlier day in a journal leaves the look as it is', async () => {
    const { sender, frequencyCap } = shopSettings;
    await database.repositories.shops.changeSettings(lumen, 0, { sender, frequencyCap });

    const now = await database.repositories.shops.find(lumen);
    expect([now?.theme, now?.postalAddress]).toEqual([shopSettings.theme, shopSettings.postalAddress]);
  });

  it('takes away what is null', async () => {
    await settings.change(lumen, { rev: 0, quietHours: { from: '22:00', to: '07:00' } });
    await settings.change(lumen, { rev: 1, quietHours: null });

    expect((await settings.read(lumen))?.quietHours).toBeUndefined();
  });

  it('is refused when somebody else changed them since, and nothing is written', async () => {
    await settings.change(lumen, { rev: 0, frequencyCap: cap });

    const outcome = await settings.change(lumen, { rev: 0, frequencyCap: { count: 9, within: 'P1D' } });

    expect(outcome).toEqual({ kind: 'conflict' });
    expect(await settings.read(lumen)).toMatchObject({ rev: 1, frequencyCap: cap });
    expect(await journaled()).toHaveLength(1);
  });

  it('is one of two that are made at the same moment', async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((count) => settings.change(lumen, { rev: 0, frequencyCap: { count, within: 'P1D' } })),
    );

    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect((await settings.read(lumen))?.rev).toBe(1);
  });

  it('is answered alike when it is sent again', async () => {
    const change = {
      rev: 0,
      frequencyCap: cap,
      consentPolicy: { elsewhere: 'one-reminder', countries: {} },
    } as const;
    const first = await settings.change(lumen, change);

    expect(await settings.change(lumen, change)).toEqual(first);
    expect(await journaled()).toHaveLength(1);
  });

  it('is in the journal, with what was before', async () => {
    await settings.change(lumen, { rev: 0, frequencyCap: cap });

    expect(await journaled()).toMatchObject([
      {
        kind: 'settings',
        at: builtAt,
        before: { frequencyCap: shopSettings.frequencyCap },
        settings: { frequencyCap: cap },
      },
    ]);
  });

  it('of a shop that isn’t there changes nothing', async () => {
    expect(await settings.change(umbra, { rev: 0, frequencyCap: cap })).toEqual({ kind: 'not-found' });
    expect(await settings.read(umbra)).toBeNull();
  });
});
