import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { addressDigest } from '../../../shop/person-digest.ts';
import type { ShopRepositories } from '../../../shop/shop-repositories.repository.ts';
import { consentStateOf } from '../webhooks/email-consent.ts';
import { checkoutTokenOf } from './checkout-facts.ts';
import type { PolledNode } from './read-pages.ts';

export type KnownFacts = Pick<ShopRepositories, 'orders' | 'checkouts' | 'contacts' | 'consents' | 'events'>;

/** Of what Shopify lists, that which is not known here, or known in an older version only. */
export type Unheard = (
  known: KnownFacts,
  shop: ShopId,
  nodes: readonly PolledNode[],
) => Promise<readonly PolledNode[]>;

const idOf = (gid: string): string => gid.split('/').at(-1) ?? gid;

const isNewer = (node: PolledNode, own: Date | undefined): boolean =>
  own === undefined || new Date(node.updatedAt).getTime() > own.getTime();

export const unheardOrders: Unheard = async ({ orders }, shop, nodes) => {
  const found = await orders.findMany(
    shop,
    nodes.map(({ id }) => idOf(id)),
  );
  const updatedAt = new Map(found.map((order) => [order.id, order.updatedAt]));
  return nodes.filter((node) => isNewer(node, updatedAt.get(idOf(node.id))));
};

const linkSchema = z.object({ abandonedCheckoutUrl: z.string() });

const tokenOf = (node: PolledNode): string =>
  checkoutTokenOf(linkSchema.safeParse(node).data?.abandonedCheckoutUrl ?? '') ?? '';

export const unheardCheckouts: Unheard = async ({ checkouts }, shop, nodes) => {
  const found = await checkouts.findMany(shop, nodes.map(tokenOf));
  const updatedAt = new Map(found.map((checkout) => [checkout.token, checkout.updatedAt]));
  return nodes.filter((node) => tokenOf(node) !== '' && isNewer(node, updatedAt.get(tokenOf(node))));
};

const emailSchema = z.object({
  defaultEmailAddress: z.object({
    emailAddress: z.string(),
    marketingState: z.string(),
    marketingUpdatedAt: z.string().nullish(),
  }),
});

const saidOf = (shop: ShopId, node: PolledNode) => {
  const email = emailSchema.safeParse(node).data?.defaultEmailAddress;
  const state = consentStateOf(email?.marketingState);
  if (email === undefined || state === undefined) return undefined;
  const at = email.marketingUpdatedAt;
  return { digest: addressDigest(shop, email.emailAddress), state, at: at ? new Date(at) : undefined };
};

/** A customer nobody told of, or who has said something newer about mail than what is known here. */
export const unheardCustomers: Unheard = async ({ contacts, consents }, shop, nodes) => {
  const known = await contacts.findByCustomerIds(
    shop,
    nodes.map(({ id }) => idOf(id)),
  );
  const ids = new Set(known.flatMap(({ customerIds }) => customerIds));
  const digests = nodes.flatMap((node) => saidOf(shop, node)?.digest ?? []);
  const held = await consents.findMany(shop, digests);
  return nodes.filter((node) => {
    if (!ids.has(idOf(node.id))) return true;
    const said = saidOf(shop, node);
    const own = said === undefined ? undefined : held.get(said.digest);
    if (said === undefined || own?.state === said.state) return false;
    return own === undefined || (said.at !== undefined && said.at > own.statedAt);
  });
};
