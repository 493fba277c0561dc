import type { EnrollmentId, MessageId } from '../lib/brand.ts';
import { asMessageId } from '../lib/brand.ts';

/** One row per (enrollment, step): whoever inserts it first has decided. */
export const messageIdOf = (enrollment: EnrollmentId, step: string): MessageId =>
  asMessageId(`${enrollment}.${step}`);
