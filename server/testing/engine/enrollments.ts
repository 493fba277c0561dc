import type { Move, NewEnrollment } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { freshEnrollment } from '../../engine/fresh-enrollment.ts';
import { asContactId, asFlowId, asShopId } from '../../lib/brand.ts';

export const noon = new Date('2026-03-10T12:00:00Z');

export const minutesAfter = (start: Date, minutes: number): Date =>
  new Date(start.getTime() + minutes * 60_000);

/** An entry of a contact into a flow at noon, due at once in a step called `mail`. */
export const anEntry = (overrides: Partial<NewEnrollment> = {}): NewEnrollment => ({
  shop: asShopId('lumen.example'),
  flow: asFlowId('flow-1'),
  contact: asContactId('contact-1'),
  about: 'about-1',
  occurrence: '',
  version: 1,
  dueAt: noon,
  step: 'mail',
  anchorAt: noon,
  plannedAt: noon,
  variables: {},
  heldOut: false,
  enteredAt: noon,
  ...overrides,
});

export const anEnrollment = (overrides: Partial<Enrollment> = {}): Enrollment => ({
  ...freshEnrollment(anEntry()),
  ...overrides,
});

/** On to a step called `wait-2`, due then. */
export const moveTo = (enrollment: Enrollment, dueAt: Date): Extract<Move, { to: 'waiting' }> => ({
  id: enrollment.id,
  rev: enrollment.rev,
  to: 'waiting',
  step: 'wait-2',
  dueAt,
  plannedAt: noon,
  attempts: 0,
});
