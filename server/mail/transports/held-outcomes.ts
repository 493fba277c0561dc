import type { SendOutcome } from '../transport.ts';

/** Long enough not to be taken for an attack, short enough that a mended key is noticed soon. */
const heldMs = 5 * 60_000;

/** Key or login is not taken: nothing of this account can leave. Somebody has to mend it, and no mail is lost meanwhile. */
export const keyRefused = {
  kind: 'not-sent',
  reason: 'key_refused',
  retryAfterMs: heldMs,
  slows: 'account',
} as const satisfies SendOutcome;

/** The account may not send under this shop's address; other shops on it are not to wait for that. */
export const senderRefused = {
  kind: 'not-sent',
  reason: 'sender_refused',
  retryAfterMs: heldMs,
  slows: 'sender',
} as const satisfies SendOutcome;
