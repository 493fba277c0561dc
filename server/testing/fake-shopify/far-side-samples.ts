import type { FarCustomer, FarProduct, FarShopDetails } from './far-side-store.ts';

export const sampleShop: FarShopDetails = {
  id: 'gid://shopify/Shop/548380009',
  domain: 'lumen.myshopify.com',
  name: 'Lumen Goods',
  url: 'https://lumen.example',
  email: 'hello@lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  address: { address1: '4 Orchard Lane', city: 'Berlin', zip: '10115', countryCode: 'DE' },
};

export const sampleProduct: FarProduct = {
  id: '788032119674292922',
  handle: 'olive-soap',
  title: 'Olive Soap',
  description: 'A bar of soap.',
  vendor: 'Halden',
  productType: 'Soap',
  tags: ['bath', 'runs-out'],
  optionName: 'Size',
  variants: [
    { id: '788032119674292923', title: 'One', price: '7.50', sku: 'SOAP-1', inventory: 12 },
    { id: '788032119674292924', title: 'Three', price: '19.90', sku: 'SOAP-3', inventory: 0 },
  ],
  imageUrl: 'https://lumen.example/pictures/olive-soap.svg',
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-06-05T09:00:00.000Z',
};

export const sampleCustomer: FarCustomer = {
  id: '706405506930370084',
  email: 'Ada@Example.com',
  firstName: 'Ada',
  lastName: 'Vogel',
  city: 'Berlin',
  zip: '10115',
  countryCode: 'DE',
  marketing: { state: 'subscribed', updatedAt: '2026-02-01T08:00:00.000Z' },
  createdAt: '2026-02-01T08:00:00.000Z',
  updatedAt: '2026-02-01T08:00:00.000Z',
};
