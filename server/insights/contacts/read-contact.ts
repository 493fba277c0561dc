import { findStep, stepAfter } from '../../engine/cursor.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { versionKey } from '../../engine/ports.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { Consent, Contact, Suppression } from '../../shop/contact.ts';
import { addressDigest } from '../../shop/person-digest.ts';
import type { ContactDeps, FlowHead } from './contact-deps.ts';
import { nameOf } from './contact-name.ts';
import type { ContactDetailView, EnrollmentNow } from './contact.contract.ts';
import { emailStatusOf } from './email-status.ts';
import { totalsView } from './totals-view.ts';

const consentView = (consent: Consent | undefined): ContactDetailView['consent'] =>
  consent === undefined
    ? null
    : {
        state: consent.state,
        source: consent.source,
        statedAt: consent.statedAt.toISOString(),
        textVersion: consent.textVersion ?? null,
        ip: consent.ip ?? null,
      };

const suppressionView = (suppression: Suppression | undefined): ContactDetailView['suppression'] =>
  suppression === undefined ? null : { reason: suppression.reason, at: suppression.at.toISOString() };

const nowView = (
  enrollment: Enrollment,
  program: FlowProgram | undefined,
  head: FlowHead | undefined,
): EnrollmentNow => {
  const { id, rev, flow, step: at, dueAt, heldOut } = enrollment;
  const step = program && findStep(program, at);
  return {
    id,
    rev,
    flow: { id: flow, title: head?.title ?? flow, status: head?.status ?? 'gone' },
    does: step?.key ?? '',
    next: (program && step && stepAfter(program, step.id)?.key) ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    heldOut,
    canSkip: step?.key === 'wait',
  };
};

const standingNow = async (
  deps: ContactDeps,
  shop: ShopId,
  contact: ContactId,
): Promise<readonly EnrollmentNow[]> => {
  const [{ enrollments }, flows] = await Promise.all([
    deps.enrollments.waitingOf(shop, [contact]),
    deps.flows.list(shop),
  ]);
  const programs = await deps.programs.load(enrollments);
  const heads = new Map(flows.map((head) => [head.id, head]));
  return enrollments
    .toSorted((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0))
    .map((one) => nowView(one, programs.get(versionKey(one)), heads.get(one.flow)));
};

const identityOf = (contact: Contact) => ({
  id: contact.id,
  name: nameOf(contact),
  address: contact.address ?? null,
  phone: contact.phone ?? null,
  locale: contact.locale ?? null,
  country: contact.countryCode ?? null,
  since: contact.createdAt.toISOString(),
  erasedAt: contact.redactedAt?.toISOString() ?? null,
});

/** Who it is, on what ground they are mailed, and where they stand in each flow. Null for a stranger. */
export const readContact = async (
  deps: ContactDeps,
  shop: ShopId,
  asked: ContactId,
): Promise<ContactDetailView | null> => {
  const contact = (await deps.contacts.findMany(shop, [asked])).get(asked);
  if (contact === undefined) return null;
  const digests = contact.address === undefined ? [] : [addressDigest(shop, contact.address)];
  const [consents, suppressions, totals, now] = await Promise.all([
    deps.consents.findMany(shop, digests),
    deps.suppressions.findMany(shop, digests),
    deps.directory.totals(shop, [contact.id]),
    standingNow(deps, shop, contact.id),
  ]);
  const consent = [...consents.values()][0];
  const suppression = [...suppressions.values()][0];
  return {
    ...identityOf(contact),
    emailStatus: emailStatusOf(contact, consent, suppression),
    consent: consentView(consent),
    suppression: suppressionView(suppression),
    totals: totalsView(totals.get(contact.id)),
    now: [...now],
  };
};
