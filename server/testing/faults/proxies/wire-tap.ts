import type { Operation } from '../points/classify.ts';
import type { Command } from '../wire/mongo-messages.ts';

/** `before`: not yet forwarded. `after`: done on the far side, not yet told. */
export type Moment = 'before' | 'after';

/** Something of the protocol that is passing a proxy. */
export interface Passing {
  readonly operation: Operation | 'WRITE';
  readonly moment: Moment;
  readonly command?: Command | undefined;
  /** Whom a mail is for. */
  readonly address?: string | undefined;
}

/** `cut` ends the connection instead of forwarding; `swallow` forwards nothing and keeps it open. */
export type Fate = 'pass' | 'cut' | 'swallow';

export type WireTap = (passing: Passing) => Fate;
