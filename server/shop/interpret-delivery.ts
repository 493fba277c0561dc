import { EncoreError } from '../lib/errors.ts';
import type { StoredDelivery } from './delivery.ts';
import type { StoreFact } from './facts.ts';

export type Interpret = (delivery: StoredDelivery) => readonly StoreFact[];

/** By what stands before the colon of the topic: `shopify`, `page`, … Each kind brings its own reading. */
export const createInterpreter =
  (kinds: Readonly<Record<string, Interpret>>): Interpret =>
  (delivery) => {
    const kind = delivery.topic.split(':', 1)[0] ?? '';
    const interpret = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (interpret === undefined)
      throw new EncoreError('payload_invalid', { message: `nobody reads the topic ${delivery.topic}` });
    return interpret(delivery);
  };
