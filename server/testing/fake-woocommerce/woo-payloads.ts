/** As WooCommerce sends them: REST v3 representations, times in UTC without a zone. */
const wooTime = (at: Date): string => at.toISOString().slice(0, 19);

export const wooOrder = (id: number, at: Date, changes: object = {}) => ({
  id,
  parent_id: 0,
  number: String(id),
  status: 'processing',
  currency: 'EUR',
  date_created_gmt: wooTime(at),
  date_modified_gmt: wooTime(at),
  date_paid_gmt: wooTime(at),
  date_completed_gmt: null,
  total: '29.35',
  customer_id: 0,
  billing: {
    first_name: 'Inés',
    last_name: 'Ruiz',
    country: 'ES',
    email: 'Ines@casa.example',
    phone: '+34 555 555',
  },
  line_items: [
    {
      id: 1,
      name: 'Soap &ndash; Olive',
      product_id: 93,
      variation_id: 0,
      quantity: 2,
      sku: '',
      price: 6.5,
    },
  ],
  refunds: [],
  meta_data: [{ id: 1, key: '_encore_marketing_opt_in', value: 'yes' }],
  ...changes,
});

export const wooCustomer = (id: number, at: Date, changes: object = {}) => ({
  id,
  email: 'ines@casa.example',
  first_name: 'Inés',
  last_name: 'Ruiz',
  date_modified_gmt: wooTime(at),
  billing: { phone: '', country: 'ES' },
  ...changes,
});

export const wooProduct = (id: number, at: Date, changes: object = {}) => ({
  id,
  name: 'Soap &ndash; Olive',
  slug: 'soap',
  permalink: 'https://casa.example/p/soap',
  status: 'publish',
  price: '6.50',
  sku: 'S1',
  stock_status: 'instock',
  date_modified_gmt: wooTime(at),
  images: [{ src: 'https://casa.example/soap.jpg' }],
  categories: [{ id: 1, name: 'Bath' }],
  brands: [{ id: 2, name: 'Casa &amp; Co' }],
  ...changes,
});
