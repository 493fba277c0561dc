import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { ConsentRepository } from '../../shop/consents.repository.ts';
import type { ContactRepository } from '../../shop/contacts.repository.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { MailChoices } from '../../shop/preferences.ts';
import type { PreferenceRepository } from '../../shop/preferences.repository.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';

/** Who opened a link of a mail, and what they said before. */
export interface LeavingPerson {
  readonly shopName: string;
  readonly shopLocale?: string | undefined;
  readonly zone: string;
  /** Undefined after redaction: then there is nobody to mail any more. */
  readonly address?: string | undefined;
  readonly locale?: string | undefined;
  readonly unsubscribed: boolean;
  readonly choices?: MailChoices | undefined;
}

export interface LeavingPeople {
  read(shop: ShopId, contact: ContactId): Promise<LeavingPerson>;
}

export interface LeavingPeopleDeps {
  readonly shops: Pick<ShopRepository, 'find'>;
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  readonly consents: Pick<ConsentRepository, 'findMany'>;
  readonly preferences: Pick<PreferenceRepository, 'findMany'>;
}

/** A link outlives its shop and its person: what is gone leaves a page that still answers. */
export const createLeavingPeople = (deps: LeavingPeopleDeps): LeavingPeople => ({
  read: async (shop, contact) => {
    const [found, contacts] = await Promise.all([
      deps.shops.find(shop),
      deps.contacts.findMany(shop, [contact]),
    ]);
    const { address, locale } = contacts.get(contact) ?? {};
    const about = { shopName: found?.name ?? '', shopLocale: found?.locale, zone: found?.zone ?? 'UTC' };
    if (address === undefined) return { ...about, locale, unsubscribed: false };
    const digest = addressDigest(shop, address);
    const [consents, preferences] = await Promise.all([
      deps.consents.findMany(shop, [digest]),
      deps.preferences.findMany(shop, [digest]),
    ]);
    const unsubscribed = consents.get(digest)?.state === 'unsubscribed';
    return { ...about, address, locale, unsubscribed, choices: preferences.get(digest) };
  },
});
