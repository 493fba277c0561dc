import type { ContactId, FlowId, ShopId } from '../lib/brand.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { closeEnrollments } from './close-enrollments.ts';
import type { Closing } from './close-enrollments.ts';
import { findCandidates } from './find-candidates.ts';
import { needsConsent } from './needs-consent.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import type { RunningFlow } from './running-flows.ts';
import { findSettling } from './settlement.ts';
import { findEnded } from './triggers/endings.ts';

/** Which of these enrollments an order settles by now. */
const findSettledEnrollments = async (
  facts: ReactorDeps['facts'],
  flows: readonly RunningFlow[],
  { shop, enrollments }: { readonly shop: ShopId; readonly enrollments: readonly Enrollment[] },
): Promise<readonly Closing[]> => {
  const closings: Closing[] = [];
  for (const { flow, kind } of flows) {
    const subjects = enrollments.filter((enrollment) => enrollment.flow === flow.id);
    const settling = await findSettling(facts, kind, { shop, subjects });
    for (const enrollment of subjects) {
      const order = settling.get(enrollment);
      if (order !== undefined)
        closings.push({ enrollment, reason: kind.settledReason, detail: { orderId: order.id } });
    }
  }
  return closings;
};

const contactsOf = (events: readonly StoreEvent[]): readonly ContactId[] => [
  ...new Set(events.flatMap(({ contact }) => contact ?? [])),
];

/** Enrollments in flows that no refusal of marketing ends. */
const goOnRegardless = (flows: readonly RunningFlow[]): ReadonlySet<FlowId> =>
  new Set(flows.filter(({ program }) => !needsConsent(program)).map(({ flow }) => flow.id));

/** Of those who said no: what began before they said so, and everything while no is their last word. */
const findUnsubscribed = async (
  { facts, store }: ReactorDeps,
  flows: readonly RunningFlow[],
  { shop, events }: { readonly shop: ShopId; readonly events: readonly StoreEvent[] },
): Promise<readonly Closing[]> => {
  const refusals = events.filter(
    ({ type, data }) => type === 'consent.changed' && data['state'] === 'unsubscribed',
  );
  const contacts = contactsOf(refusals);
  if (contacts.length === 0) return [];
  const [waiting, consents] = await Promise.all([
    store.findWaitingOfContacts(shop, contacts),
    facts.contacts.consentsOf(shop, contacts),
  ]);
  const spared = goOnRegardless(flows);
  const isMeant = ({ contact, anchorAt }: Enrollment): boolean =>
    consents.get(contact)?.state === 'unsubscribed' ||
    refusals.some((refusal) => refusal.contact === contact && anchorAt.getTime() <= refusal.at.getTime());
  return waiting
    .filter(({ flow }) => !spared.has(flow))
    .filter(isMeant)
    .map((enrollment) => ({ enrollment, reason: 'unsubscribed' }));
};

const findRedacted = async (
  { store }: ReactorDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<readonly Closing[]> => {
  const contacts = contactsOf(events.filter(({ type }) => type === 'contact.redacted'));
  if (contacts.length === 0) return [];
  const waiting = await store.findWaitingOfContacts(shop, contacts);
  return waiting.map((enrollment) => ({ enrollment, reason: 'redacted' }));
};

/** What orders, refusals and redactions end; comes before anything that the same events may begin. */
export const exitSettled = async (
  deps: ReactorDeps,
  flows: readonly RunningFlow[],
  { shop, events }: { readonly shop: ShopId; readonly events: readonly StoreEvent[] },
): Promise<void> => {
  const orderIds = [
    ...new Set(events.filter(({ type }) => type === 'order.placed').map(({ about }) => about)),
  ];
  const candidates = orderIds.length === 0 ? [] : await findCandidates(deps, shop, orderIds);
  const settled = await findSettledEnrollments(deps.facts, flows, { shop, enrollments: candidates });
  const closings = [
    ...(await findRedacted(deps, shop, events)),
    ...(await findUnsubscribed(deps, flows, { shop, events })),
    ...settled,
    ...(await findEnded(deps, flows, { shop, events })),
  ];
  await closeEnrollments(deps, shop, closings);
};
