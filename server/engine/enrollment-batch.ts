import { asEnrollmentId } from '../lib/brand.ts';
import type { DueBatch, UnreadableEnrollment } from './engine-store.ts';
import { readEnrollment } from './enrollment.model.ts';
import type { EnrollmentDocument } from './enrollment.model.ts';
import type { Enrollment } from './enrollment.ts';

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

const showUnreadable = (document: EnrollmentDocument): UnreadableEnrollment => ({
  id: asEnrollmentId(document._id),
  shop: word(document.shop),
  flow: word(document.flow),
  contact: word(document.contact),
  about: word(document.about),
  step: word(document.step),
});

/** One that does not match its schema keeps nobody from reading the others; it is handed on to be shown. */
export const toBatch = (documents: readonly EnrollmentDocument[]): DueBatch => {
  const enrollments: Enrollment[] = [];
  const unreadable: UnreadableEnrollment[] = [];
  for (const document of documents) {
    const enrollment = readEnrollment(document);
    if (enrollment === undefined) unreadable.push(showUnreadable(document));
    else enrollments.push(enrollment);
  }
  return { enrollments, unreadable };
};
