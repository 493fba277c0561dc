import type { EnrollmentId, MessageId } from '../lib/brand.ts';
import { asMessageId } from '../lib/brand.ts';
import { randomToken } from '../lib/digest.ts';

/** One row per (enrollment, step): whoever inserts it first has decided. */
export const messageIdOf = (enrollment: EnrollmentId, step: string): MessageId =>
  asMessageId(`${enrollment}.${step}`);

/** No digest begins so: ids of enrollments have no full stop in them, and this has none behind it. */
const testPrefix = 'test-mail-';

/** Of a mail that is in no ledger. */
export const testMessageId = (): MessageId => asMessageId(`${testPrefix}${randomToken()}`);

export const isTestMessage = (id: string): boolean => id.startsWith(testPrefix) && !id.includes('.');
