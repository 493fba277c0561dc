import type { ShopSettings } from '../../server/shop/shop.ts';

export const benchShop: ShopSettings = {
  name: 'Lumen & Oak',
  url: 'https://lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  countryCode: 'DE',
  sender: { name: 'Lumen & Oak', address: 'hello@lumen.example' },
  postalAddress: 'Torstraße 12, 10119 Berlin',
  theme: { color: '#2f5d50', fontFamily: 'Inter' },
  frequencyCap: { count: 3, within: 'P7D' },
};
