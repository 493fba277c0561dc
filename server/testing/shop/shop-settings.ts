import type { ShopSettings } from '../../shop/shop.ts';

/** What a platform and a merchant say of a shop. */
export const shopSettings: ShopSettings = {
  name: 'Lumen',
  url: 'https://lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'de',
  countryCode: 'DE',
  sender: { name: 'Lumen', address: 'hello@lumen.example' },
  postalAddress: 'Lampenweg 1, 10115 Berlin',
  theme: { color: '#000000', fontFamily: 'serif' },
  frequencyCap: { count: 4, within: 'P7D' },
};
