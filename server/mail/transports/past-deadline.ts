import type { SendOutcome } from '../transport.ts';

/** The last look said no: nothing was written. */
export const pastDeadline = { kind: 'not-sent', reason: 'past_deadline' } as const satisfies SendOutcome;
