import { enrollmentIdOf } from './enrollment-id.ts';
import type { NewEnrollment } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';
import { turnOf } from './turn-id.ts';

/** What an entry is right after its insert. Field by field: whatever else a caller's object carries is not stored. */
export const freshEnrollment = (entry: NewEnrollment): Enrollment => ({
  id: enrollmentIdOf(entry),
  shop: entry.shop,
  flow: entry.flow,
  contact: entry.contact,
  about: entry.about,
  occurrence: entry.occurrence,
  version: entry.version,
  turn: turnOf(entry.shop, entry.contact),
  state: 'waiting',
  dueAt: entry.dueAt,
  step: entry.step,
  rev: 0,
  anchorAt: entry.anchorAt,
  plannedAt: entry.plannedAt,
  variables: entry.variables,
  heldOut: entry.heldOut,
  attempts: 0,
  enteredAt: entry.enteredAt,
});
