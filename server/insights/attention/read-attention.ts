import type { FlowStatus } from '../../flows/flow.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { MailAccountView } from '../../mail/accounts/mail-account.contract.ts';
import type { OffersView } from '../../mail/offers/offer.contract.ts';
import type { SendingView } from '../../mail/sending/sending.contract.ts';
import type { Shop } from '../../shop/shop.ts';
import { warningOf } from '../figures/flow-warning.ts';
import { quietOf } from '../figures/quiet-since.ts';
import type { FlowFigures } from '../figures/read-figures.ts';
import type { AttentionItem } from './attention.contract.ts';
import { silenceOf } from './silence.ts';
import type { StuckRows } from './stuck.repository.ts';

type ShownOffer = OffersView['offers'][number];

interface KnownFlow {
  readonly id: FlowId;
  readonly title: string;
  readonly status: FlowStatus;
}

export interface AttentionDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly sending: { read(shop: ShopId): Promise<SendingView | null> };
  readonly accounts: { read(shop: ShopId): Promise<MailAccountView> };
  readonly offers: { list(shop: ShopId): Promise<readonly ShownOffer[]> };
  readonly flows: { list(shop: ShopId): Promise<readonly KnownFlow[]> };
  /** Of the last thirty days. */
  readonly figures: (shop: ShopId, flows: readonly FlowId[]) => Promise<readonly FlowFigures[]>;
  readonly stuck: StuckRows;
  readonly clock: Clock;
}

/** A pool is filled again long before: below this it isn't. */
const fewCodes = 10;

export const mailItems = (
  { postalAddress }: Pick<Shop, 'postalAddress'>,
  sending: SendingView | null,
  { refusedAt }: Pick<MailAccountView, 'refusedAt'>,
): readonly AttentionItem[] => {
  const items: AttentionItem[] = [];
  if (refusedAt !== null) items.push({ kind: 'mail-refused', since: refusedAt });
  if (sending?.canAuthenticate === true && sending.domain?.state !== 'verified') {
    items.push({
      kind: 'sender-unproved',
      from: sending.from.address,
      domain: sending.domain && { name: sending.domain.name, failed: sending.domain.state === 'failed' },
    });
  }
  const limit = sending?.dailyLimit ?? null;
  if (limit !== null && limit > 0 && (sending?.usedToday ?? 0) >= limit)
    items.push({ kind: 'daily-limit', limit });
  // WooCommerce tells none: the merchant has to.
  if (postalAddress.trim() === '') items.push({ kind: 'no-postal-address' });
  return items;
};

export const flowItems = (
  flows: readonly KnownFlow[],
  figures: readonly FlowFigures[],
): readonly AttentionItem[] => {
  const known = new Map(flows.map((flow) => [flow.id, flow]));
  return figures.flatMap((one): readonly AttentionItem[] => {
    const flow = known.get(one.flow);
    if (flow === undefined || flow.status !== 'live') return [];
    const named = { flow: flow.id, title: flow.title };
    const quiet = quietOf(one.sentByDay);
    const warning = warningOf(one);
    const part = warning === 'complaints' ? one.complained : one.unsubscribed;
    return [
      ...(quiet === undefined ? [] : [{ kind: 'flow-quiet' as const, ...named, ...quiet }]),
      ...(warning === undefined
        ? []
        : [{ kind: 'flow-warning' as const, ...named, warning, share: Math.min(1, part / one.sent) }]),
    ];
  });
};

export const offerItems = (
  platform: Shop['platform'],
  offers: readonly ShownOffer[],
): readonly AttentionItem[] =>
  offers.flatMap(({ id, title, status, discount, pool }): readonly AttentionItem[] => {
    if (status !== 'active' || discount === null) return [];
    if (discount.state === 'refused') return [{ kind: 'offer-refused', offer: id, title }];
    // WooCommerce makes each code when it is asked for: it has no pool to run dry.
    const dry = platform === 'shopify' && discount.state === 'ready' && pool.free < fewCodes;
    return dry ? [{ kind: 'offer-dry', offer: id, title, free: pool.free }] : [];
  });

/** Everything that wants the merchant's act; empty when nothing does. */
export const readAttention = async (deps: AttentionDeps, id: ShopId): Promise<readonly AttentionItem[]> => {
  const shop = await deps.shops.find(id);
  if (shop === undefined) return [];
  const flows = await deps.flows.list(id);
  const live = flows.filter(({ status }) => status === 'live').map((flow) => flow.id);
  const [sending, account, offers, figures, silence, enrollments, deliveries] = await Promise.all([
    deps.sending.read(id),
    deps.accounts.read(id),
    deps.offers.list(id),
    deps.figures(id, live),
    silenceOf(deps.stuck, id, deps.clock.now()),
    deps.stuck.enrollments(id),
    deps.stuck.deliveries(id),
  ]);
  return [
    ...(silence === undefined ? [] : [{ kind: 'events-silent' as const, ...silence }]),
    ...mailItems(shop, sending, account),
    ...(deliveries === 0 ? [] : [{ kind: 'deliveries-stuck' as const, count: deliveries }]),
    ...(enrollments === 0 ? [] : [{ kind: 'enrollments-stuck' as const, count: enrollments }]),
    ...flowItems(flows, figures),
    ...offerItems(shop.platform, offers),
  ];
};
