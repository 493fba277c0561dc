import type { ShopId } from '../lib/brand.ts';
import type { Clock } from '../lib/clock.ts';
import type { JournalRepository } from './journal/journal.repository.ts';
import { changedSettings, merchantSettingsOf } from './merchant-settings.ts';
import type { MerchantSettings, SettingsChange } from './merchant-settings.ts';
import type { Shop } from './shop.ts';
import type { ShopRepository } from './shops.repository.ts';

export interface SettingsState extends MerchantSettings {
  readonly rev: number;
}

export type SettingsOutcome =
  | { readonly kind: 'done'; readonly settings: SettingsState }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'not-found' };

export interface SettingsService {
  read(shop: ShopId): Promise<SettingsState | null>;
  /** `rev` is what the person was looking at. `done` also when it was done already, so that a repeat is answered alike. */
  change(shop: ShopId, change: SettingsChange & { readonly rev: number }): Promise<SettingsOutcome>;
}

export interface SettingsDeps {
  readonly shops: Pick<ShopRepository, 'find' | 'changeSettings'>;
  readonly journal: Pick<JournalRepository, 'append'>;
  readonly clock: Clock;
}

const stateOf = (shop: Shop): SettingsState => ({ ...merchantSettingsOf(shop), rev: shop.settingsRev ?? 0 });

const isAlike = (one: MerchantSettings, other: MerchantSettings): boolean =>
  JSON.stringify(merchantSettingsOf(one)) === JSON.stringify(merchantSettingsOf(other));

export const createSettingsService = ({ shops, journal, clock }: SettingsDeps): SettingsService => {
  const record = async (shop: ShopId, before: MerchantSettings, after: MerchantSettings): Promise<void> => {
    const at = clock.now();
    const fact = {
      kind: 'settings',
      before: merchantSettingsOf(before),
      settings: merchantSettingsOf(after),
      at,
    };
    await journal.append(shop, {
      at,
      source: 'admin',
      facts: [{ text: JSON.stringify(fact), persons: [] }],
    });
  };
  return {
    read: async (shop) => {
      const found = await shops.find(shop);
      return found === undefined ? null : stateOf(found);
    },
    change: async (shop, { rev, ...change }) => {
      const found = await shops.find(shop);
      if (found === undefined) return { kind: 'not-found' };
      const settings = changedSettings(found, change);
      if (found.settingsRev === rev + 1 && isAlike(settings, found))
        return { kind: 'done', settings: stateOf(found) };
      if (!(await shops.changeSettings(shop, rev, settings))) return { kind: 'conflict' };
      await record(shop, found, settings);
      return { kind: 'done', settings: { ...settings, rev: rev + 1 } };
    },
  };
};
