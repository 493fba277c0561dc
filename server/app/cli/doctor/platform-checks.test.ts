import { describe, expect, it } from '@jest/globals';
import { wantedScopes } from '../../../platforms/shopify/scopes.ts';
import type { OperationsState } from '../../operations/state.system.repository.ts';
import type { Finding } from './check.ts';
import { scopesOf, subscriptionsOf } from './platform-checks.ts';

type ShopScopes = Awaited<ReturnType<OperationsState['scopes']>>[number];

const full: ShopScopes = { shop: 'full.myshopify.com', granted: wantedScopes };
const short = (shop: string): ShopScopes => ({
  shop,
  granted: wantedScopes.filter((scope) => scope !== 'write_discounts'),
});

describe('what shops grant', () => {
  it('is well where nothing is missing, and where no platform tells', () => {
    expect(scopesOf([full]).level).toBe('ok');
    expect(scopesOf([]).level).toBe('ok');
  });

  it('is named shop by shop where something is', () => {
    const found: Finding = scopesOf([full, short('short.myshopify.com')]);

    expect(found.level).toBe('warn');
    expect(found.says).toBe('Not granted: short.myshopify.com (write_discounts).');
    expect(found.todo).toContain('shopify app deploy');
  });

  it('does not fill a screen with the names of all', () => {
    const many = Array.from({ length: 12 }, (_one, index) => short(`s${index}.myshopify.com`));

    const { says } = scopesOf(many);

    expect(says).toContain('s9.myshopify.com');
    expect(says).not.toContain('s10.myshopify.com');
    expect(says).toMatch(/, …\.$/);
  });
});

describe('subscriptions', () => {
  it('are well where webhooks come', () => {
    expect(subscriptionsOf([]).level).toBe('ok');
  });

  it('that are silent are named by shop and kind, with since when', () => {
    const since = new Date('2026-11-01T09:00:00Z');

    const found = subscriptionsOf([{ shop: 'lumen.myshopify.com', kind: 'orders', since }]);

    expect(found.level).toBe('warn');
    expect(found.says).toContain('lumen.myshopify.com (orders, since 2026-11-01T09:00:00.000Z)');
    expect(found.todo).toContain('shopify app deploy');
  });
});
