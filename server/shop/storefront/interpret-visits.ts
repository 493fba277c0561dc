import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { ShopId } from '../../lib/brand.ts';
import { digest } from '../../lib/digest.ts';
import type { NewDelivery, StoredDelivery } from '../delivery.ts';
import type { StoreFact, VisitFacts } from '../facts.ts';
import { visitorDigest } from '../person-digest.ts';
import { believableTime, visitReportSchema } from './visit-report.ts';
import type { VisitReport } from './visit-report.ts';

/** Topics of what storefronts tell, in the inbox. */
const topic = 'storefront:events';

const did: Readonly<Record<VisitReport['events'][number]['name'], VisitFacts['did']>> = {
  product_viewed: 'viewed-product',
  cart_filled: 'filled-cart',
  checkout_started: 'began-checkout',
};

/** `heardAt` is shop time. The same report sent again, byte for byte, is the same delivery. */
export const toVisitDelivery = (
  shop: ShopId,
  body: Buffer,
  { heardAt, isInstalled }: { readonly heardAt: Date; readonly isInstalled: boolean },
): NewDelivery => ({
  shop,
  deliveryId: `events-${digest(body.toString())}`,
  topic,
  class: 'normal',
  body: isInstalled ? body : Buffer.alloc(0),
  headers: { 'heard-at': heardAt.toISOString() },
  state: isInstalled ? 'stored' : 'ignored',
});

const decode = (body: Buffer): unknown => {
  try {
    return parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
};

/** For deliveries whose topic starts with `storefront:`. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretVisits = ({
  shop,
  body,
  headers,
  receivedAt,
}: StoredDelivery): readonly StoreFact[] => {
  const parsed = visitReportSchema.safeParse(decode(body));
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  const heard = new Date(headers['heard-at'] ?? '');
  const heardAt = Number.isNaN(heard.getTime()) ? receivedAt : heard;
  const visitor = visitorDigest(shop, parsed.data.visitor);
  return parsed.data.events.map(({ id, name, at, productIds, customerId, checkoutToken }) => ({
    kind: 'visit',
    visit: {
      id,
      visitor,
      did: did[name],
      productIds,
      customerId,
      checkoutToken,
      at: believableTime(at, heardAt),
    },
  }));
};
