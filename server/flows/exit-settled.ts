import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import { versionKey } from '../engine/ports.ts';
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

/** In a version that no refusal of marketing ends. One that can't be read is none. */
const goesOnRegardless = async (
  { runtime }: ReactorDeps,
  enrollments: readonly Enrollment[],
): Promise<(enrollment: Enrollment) => boolean> => {
  const programs = await runtime.programs.load(enrollments);
  return (enrollment) => {
    const program = programs.get(versionKey(enrollment));
    return program !== undefined && !needsConsent(program);
  };
};

/** Of those who said no: what began before they said so, and everything while no is their last word. */
const findUnsubscribed = async (
  deps: ReactorDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<readonly Closing[]> => {
  const { facts, store } = deps;
  const refusals = events.filter(
    ({ type, data }) => type === 'consent.changed' && data['state'] === 'unsubscribed',
  );
  const contacts = contactsOf(refusals);
  if (contacts.length === 0) return [];
  const [waiting, consents] = await Promise.all([
    store.findWaitingOfContacts(shop, contacts),
    facts.contacts.consentsOf(shop, contacts),
  ]);
  const isSpared = await goesOnRegardless(deps, waiting);
  const isMeant = ({ contact, anchorAt }: Enrollment): boolean =>
    consents.get(contact)?.state === 'unsubscribed' ||
    refusals.some((refusal) => refusal.contact === contact && anchorAt.getTime() <= refusal.at.getTime());
  return waiting
    .filter((enrollment) => isMeant(enrollment) && !isSpared(enrollment))
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
    ...(await findUnsubscribed(deps, shop, events)),
    ...settled,
    ...(await findEnded(deps, flows, { shop, events })),
  ];
  await closeEnrollments(deps, shop, closings);
};
