import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Contact } from '../../shop/contact.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { OrderTotals } from './contact-directory.repository.ts';
import { standingOf, statusIn } from './contact-standing.ts';
import type { EmailStatus } from './contact.contract.ts';

export interface ListedPerson {
  readonly contact: Contact;
  readonly status: EmailStatus;
  readonly totals: OrderTotals | undefined;
  readonly lastSeenAt: Date | undefined;
  /** Titles of the flows they wait in. */
  readonly flows: readonly string[];
}

/** What lists tell of these people, in this order; aliases of one person are that person, once. */
export const peopleOf = async (
  deps: ContactDeps,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<readonly ListedPerson[]> => {
  const contacts = await deps.contacts.findMany(shop, ids);
  const found = ids.flatMap((id) => contacts.get(id) ?? []);
  const people = [...new Map(found.map((contact) => [contact.id, contact])).values()];
  const own = people.map(({ id }) => id);
  const [standing, totals, seen, waiting, flows] = await Promise.all([
    standingOf(deps, shop, people),
    deps.directory.totals(shop, own),
    deps.directory.lastSeen(shop, own),
    deps.enrollments.waitingOf(shop, own),
    deps.flows.list(shop),
  ]);
  const titles = new Map(flows.map(({ id, title }) => [id, title]));
  const inFlows = Map.groupBy(waiting.enrollments, ({ contact }) => contact);
  return people.map((contact) => ({
    contact,
    status: statusIn(shop, standing, contact),
    totals: totals.get(contact.id),
    lastSeenAt: seen.get(contact.id),
    flows: [...new Set((inFlows.get(contact.id) ?? []).map(({ flow }) => titles.get(flow) ?? flow))],
  }));
};
