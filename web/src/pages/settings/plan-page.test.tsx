import { beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { BillingView } from '../../../../server/shop/billing/billing.contract.ts';
import { createFakeApi, failsWith } from '../../testing/fake-api.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { renderApp } from '../../testing/render-app.tsx';

const page = 'https://admin.shopify.com/store/lumen/charges/encore/pricing_plans';
const starter: BillingView = {
  plan: {
    handle: 'starter',
    state: 'active',
    trialEndsAt: null,
    periodEndsAt: '2026-06-20T10:00:00.000Z',
  },
  mails: { used: 1200, allowed: 5000, countsAgainAt: '2026-07-01T00:00:00.000Z' },
  flows: { live: 3, allowed: 5 },
  atLimit: false,
  planPage: page,
};
const nothing = { ...starter.plan, handle: null, periodEndsAt: null };

let api: FakeApi;
let held: BillingView;
beforeEach(() => {
  cleanup();
  held = starter;
  api = createFakeApi();
  api.on('/billing', () => ({ body: held }));
});

const open = async (changes: Partial<BillingView> = {}): Promise<void> => {
  held = { ...starter, ...changes };
  await renderApp('/settings/plan');
  await screen.findByText('Marketing emails this month');
};

describe('the plan', () => {
  it('is shown with what is used of it, and leads to where it is changed', async () => {
    await open();

    expect(screen.getByRole('heading', { level: 2, name: 'starter' })).toBeTruthy();
    expect(screen.getByText('1,200 of 5,000')).toBeTruthy();
    expect(screen.getByText('3 of 5')).toBeTruthy();
    const meter = screen.getByRole('meter', { name: 'Marketing emails this month' });
    expect([meter.getAttribute('value'), meter.getAttribute('max')]).toEqual(['1200', '5000']);
    const link = screen.getByRole('link', { name: 'Change plan' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([page, '_blank']);
  });

  it('that is free has no limits and nothing to buy', async () => {
    await open({
      plan: { ...nothing, state: 'free' },
      mails: { ...starter.mails, allowed: null },
      flows: { live: 3, allowed: null },
      planPage: null,
    });

    expect(screen.getByText('Everything included')).toBeTruthy();
    expect(screen.getByText('1,200, no limit')).toBeTruthy();
    expect(screen.queryByRole('meter')).toBeNull();
    expect(screen.queryByRole('link', { name: /plan/ })).toBeNull();
  });

  it.each([
    ['none', 'You have taken no plan yet.', 'Choose a plan'],
    ['trial', /until the trial ends/, 'Change plan'],
    ['frozen', /on hold until payments resume/, 'Change plan'],
  ] as const)('that is %s says what that means', async (state, words, way) => {
    await open({ plan: { ...nothing, state } });

    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByRole('link', { name: way })).toBeTruthy();
  });

  it('whose emails are used up says what becomes of those that wait', async () => {
    await open({ atLimit: true, mails: { ...starter.mails, used: 6000 } });

    expect(screen.getByText("This month's emails are used up")).toBeTruthy();
    expect(screen.getByRole('meter', { name: /emails/ }).getAttribute('value')).toBe('5000');
  });

  it('can’t be loaded: that is said, and tried again', async () => {
    api.on('/billing', () => failsWith(500, 'internal_error'));
    await renderApp('/settings/plan');
    await screen.findByText("Couldn't load the plan.");
    api.on('/billing', () => ({ body: held }));

    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByText('1,200 of 5,000')).toBeTruthy();
  });
});
