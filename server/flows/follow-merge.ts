import { asContactId } from '../lib/brand.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { findStep } from '../engine/cursor.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import { versionKey } from '../engine/ports.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { closeEnrollments } from './close-enrollments.ts';
import type { ReactorDeps } from './reactor-deps.ts';

/** One that stands in a message of its own may have sent it: under another key it would do so again. */
const mayGoOn = async ({ runtime, messages }: ReactorDeps, enrollment: Enrollment): Promise<boolean> => {
  const program = (await runtime.programs.load([enrollment])).get(versionKey(enrollment));
  if (program === undefined) return false;
  return (
    findStep(program, enrollment.step)?.key === 'wait' || !(await messages.hasMessage(enrollment, program))
  );
};

const rekey = async (deps: ReactorDeps, enrollment: Enrollment, contact: ContactId): Promise<void> => {
  if (enrollment.dueAt === undefined || !(await mayGoOn(deps, enrollment))) return;
  const { shop, flow, about, occurrence, version, step } = enrollment;
  const { dueAt, anchorAt, plannedAt, variables, heldOut, enteredAt } = enrollment;
  const place = { version, step, dueAt, anchorAt, plannedAt, variables, heldOut, enteredAt };
  await deps.store.enroll({ shop, flow, contact, about, occurrence, ...place });
};

/** Two contacts turned out to be one person: theirs goes on where it stood, under the one that is left. */
export const followMerge = async (deps: ReactorDeps, shop: ShopId, event: StoreEvent): Promise<void> => {
  const { contact } = event;
  if (event.type !== 'contact.merged' || contact === undefined) return;
  const waiting = await deps.store.findWaitingOfContacts(shop, [asContactId(event.about)]);
  for (const enrollment of waiting) await rekey(deps, enrollment, contact);
  await closeEnrollments(
    deps,
    shop,
    waiting.map((enrollment) => ({ enrollment, reason: 'merged' })),
  );
};
