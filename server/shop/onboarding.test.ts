import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import { createOnboardingAnswers } from './onboarding.repository.ts';
import { onboardingState } from './onboarding.ts';
import type { Onboarding } from './onboarding.ts';

const installedAt = new Date('2026-03-01T00:00:00Z');
const after = new Date('2026-03-02T00:00:00Z');
const before = new Date('2026-02-01T00:00:00Z');

const statesOf = (onboarding: Onboarding | undefined, live = false): readonly string[] =>
  onboardingState({ installedAt, onboarding }, live).steps.map(({ state }) => state);

describe('the steps of setting up', () => {
  it.each([
    ['are open at first', undefined, false, ['open', 'open', 'open']],
    ['know a live flow whatever anybody said', undefined, true, ['open', 'open', 'done']],
    [
      'are done or skipped as somebody said',
      { answers: { sender: { answer: 'confirmed', at: after }, look: { answer: 'skipped', at: after } } },
      false,
      ['done', 'skipped', 'open'],
    ],
    [
      'have no flow because somebody said so',
      { answers: { flow: { answer: 'confirmed', at: after } } },
      false,
      ['open', 'open', 'open'],
    ],
    [
      'can go without a flow for now',
      { answers: { flow: { answer: 'skipped', at: after } } },
      false,
      ['open', 'open', 'skipped'],
    ],
    [
      'begin again with a new install',
      { answers: { sender: { answer: 'confirmed', at: before } }, dismissedAt: before },
      false,
      ['open', 'open', 'open'],
    ],
  ] as const)('%s', (...[, onboarding, live, expected]) => {
    expect(statesOf(onboarding, live)).toEqual(expected);
  });

  it.each([
    [undefined, false],
    [after, true],
    [before, false],
  ])('dismissed at %s: %s', (dismissedAt, dismissed) => {
    expect(onboardingState({ installedAt, onboarding: { dismissedAt } }, false).dismissed).toBe(dismissed);
  });
});

describe('what was said', () => {
  let database: ShopDatabase;
  beforeAll(async () => {
    database = await shopDatabase('onboarding');
  });
  afterAll(() => database.drop());

  it('is kept with the shop, each step by itself, and nobody else’s', async () => {
    const { shops } = database.repositories;
    for (const shop of [lumen, umbra])
      await shops.install(shop, { platform: 'shopify', settings: shopSettings, at: installedAt });
    const answers = createOnboardingAnswers(database.connection);

    await answers.answer(lumen, { step: 'sender', answer: 'skipped', at: before });
    await answers.answer(lumen, { step: 'look', answer: 'confirmed', at: after });
    await answers.answer(lumen, { step: 'sender', answer: 'confirmed', at: after });
    await answers.dismiss(lumen, after);

    expect((await shops.find(lumen))?.onboarding).toEqual({
      answers: { sender: { answer: 'confirmed', at: after }, look: { answer: 'confirmed', at: after } },
      dismissedAt: after,
    });
    expect((await shops.find(umbra))?.onboarding).toBeUndefined();
  });
});
