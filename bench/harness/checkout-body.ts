const bodyBytes = 3728;

const line = (id: number) => ({
  id,
  product_id: 632_910_392,
  variant_id: 808_950_810,
  sku: 'NL-A',
  title: 'Night lamp',
  variant_title: 'Amber',
  vendor: 'Lumen',
  quantity: 2,
  price: '24.00',
  line_price: '48.00',
  properties: null,
  requires_shipping: true,
  taxable: true,
  tax_lines: [],
  discount_allocations: [],
});

export interface CheckoutOf {
  readonly token: string;
  readonly email: string;
  readonly customerId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A checkout as long as a real one. */
export const checkoutBody = ({ token, email, customerId, createdAt, updatedAt }: CheckoutOf): Buffer => {
  const checkout = {
    token,
    cart_token: `${token}-cart`,
    email,
    phone: null,
    buyer_accepts_marketing: true,
    created_at: createdAt,
    updated_at: updatedAt,
    completed_at: null,
    customer_locale: 'de-DE',
    currency: 'EUR',
    presentment_currency: 'EUR',
    total_price: '192.00',
    abandoned_checkout_url: `https://lumen.example/checkouts/${token}/recover?key=k`,
    line_items: [line(1), line(2), line(3), line(4)],
    customer: { id: customerId, email, first_name: 'Mara', last_name: 'Lind' },
    note: '',
  };
  const note = 'n'.repeat(bodyBytes - JSON.stringify(checkout).length);
  return Buffer.from(JSON.stringify({ ...checkout, note }));
};
