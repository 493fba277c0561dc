import { asContactId } from '../../lib/brand.ts';
import { createVisitorRepository } from '../../shop/visitors.repository.ts';
import type { VisitorRepository } from '../../shop/visitors.repository.ts';
import { entry } from './entry.ts';

const winner = asContactId('winner');

export const visitorEntries = [
  entry<VisitorRepository>({
    file: 'server/shop/visitors.repository.ts',
    create: createVisitorRepository,
    calls: {
      note: {
        kind: 'fill',
        args: (shop, { contact, at }) => [
          shop,
          [{ visitor: 'visitor-1', contact, checkoutToken: 'checkout-1', at }],
        ],
      },
      findMany: { kind: 'read', args: (shop) => [shop, ['visitor-1']] },
      ofCheckouts: { kind: 'read', args: (shop) => [shop, ['checkout-1']] },
      relink: { kind: 'change', args: (shop, { contact }) => [shop, contact, winner] },
      forget: { kind: 'change', args: (shop, { contact }) => [shop, [contact]] },
      deleteAll: { kind: 'change', args: (shop) => [shop] },
    },
  }),
];
