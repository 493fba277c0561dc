import type { LineItem } from '../../../shop/catalog.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import type { OrderColumn, OrderRow } from '../csv/orders-csv.ts';

/** What is asked of an order's first row. */
export const orderHeads: readonly OrderColumn[] = [
  'Id',
  'Email',
  'Phone',
  'Total',
  'Currency',
  'Financial Status',
  'Fulfilled at',
  'Accepts Marketing',
  'Billing Country',
];

export interface ImportedLine extends Pick<LineItem, 'title' | 'quantity' | 'price' | 'vendor'> {
  readonly sku: string;
}

/** One order of the file, before its products are found. */
export interface ImportedOrder {
  /** The platform's own number where the file has it, so that a later back-fill finds the same order. */
  readonly id: string;
  readonly name: string;
  readonly placedAt: Date;
  readonly head: OrderRow['head'];
  readonly lines: ImportedLine[];
}

const plainId = /^\d+$/;

export const openImportedOrder = ({ name, at, head }: OrderRow): ImportedOrder => ({
  id: plainId.test(head('Id')) ? head('Id') : `import:${name}`,
  name,
  placedAt: new Date(at),
  head,
  lines: [],
});

/** A decimal as the file writes it; what is none is unknown, and counts as nothing. */
export const decimalOf = (text: string): string => (/^\d+(\.\d+)?$/.test(text) ? text : '0.00');

export const importedLine = ({ sku, quantity, cell }: OrderRow): ImportedLine => ({
  sku,
  title: cell('Lineitem name') || sku,
  vendor: cell('Vendor') || undefined,
  quantity,
  price: decimalOf(cell('Lineitem price')),
});

const currencyCode = /^[A-Z]{3}$/;
const saidYes = /^(yes|true|1)$/i;

interface Around {
  readonly currency: string;
  readonly productOf: (sku: string) => string | undefined;
  readonly readDate: (text: string) => number | undefined;
}

/**
 * What the file says of an order. Its stamp is older than any that a platform gives the same order, so that a back-fill or a
 * webhook always knows better. "Accepts Marketing" is an opt-in of that moment; no and nothing are no statement.
 */
export const orderFacts = (
  { id, name, placedAt, head, lines }: ImportedOrder,
  { currency, productOf, readDate }: Around,
): readonly StoreFact[] => {
  const address = head('Email').toLowerCase() || undefined;
  const person = {
    address,
    phone: head('Phone') || undefined,
    countryCode: head('Billing Country') || undefined,
  };
  const fulfilledAt = readDate(head('Fulfilled at'));
  const order = {
    id,
    name,
    address,
    phone: person.phone,
    lines: lines.map((line) => ({ ...line, productId: productOf(line.sku) })),
    total: {
      amount: decimalOf(head('Total')),
      currency: currencyCode.test(head('Currency')) ? head('Currency') : currency,
    },
    placedAt,
    updatedAt: placedAt,
    fulfilledAt: fulfilledAt === undefined ? undefined : new Date(fulfilledAt),
    financialStatus: head('Financial Status').toLowerCase() || undefined,
    test: false,
    refundedProductIds: [],
  };
  const stamp = stampOf({ updatedAt: placedAt, digest: '' });
  const placed = { kind: 'order', order, person, stamp } as const;
  if (address === undefined || !saidYes.test(head('Accepts Marketing'))) return [placed];
  const statement = `order:${id}`;
  const consent = { person, state: 'subscribed', source: 'import', statement, statedAt: placedAt } as const;
  return [placed, { kind: 'consent', consent }];
};
