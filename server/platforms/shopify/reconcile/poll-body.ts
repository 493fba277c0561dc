import { z } from 'zod';
import { EncoreError } from '../../../lib/errors.ts';
import { parseJson } from '../../../lib/json.ts';
import type { Interpret } from '../../../shop/interpret-delivery.ts';
import { customerFacts } from '../backfill/customer-facts.ts';
import { orderFacts } from '../backfill/order-facts.ts';
import type { BulkGroup } from '../backfill/bulk-lines.ts';
import { checkoutFacts } from './checkout-facts.ts';
import type { StoreFact } from '../../../shop/facts.ts';

/** Topics of what polls put into the inbox. */
export const pollTopicPrefix = 'shopify-poll:';

const bodySchema = z.object({
  root: z.looseObject({ id: z.string() }),
  children: z.array(z.looseObject({ id: z.string().optional() })),
});
export type PollBody = z.output<typeof bodySchema>;

type FactsOf = (group: BulkGroup) => readonly StoreFact[];

const readers = new Map<string, FactsOf>([
  ['orders', orderFacts],
  ['customers', customerFacts],
  ['checkouts', checkoutFacts],
]);

const read = (factsOf: FactsOf, body: PollBody): readonly StoreFact[] => {
  try {
    return factsOf({ ...body, lines: 0, broken: [] });
  } catch (cause) {
    throw new EncoreError('payload_invalid', { cause });
  }
};

/** What a poll found, read as the back-fill reads it. Throws `payload_undecodable` or `payload_invalid`. */
export const interpretPoll: Interpret = ({ topic, body }) => {
  const factsOf = readers.get(topic.slice(pollTopicPrefix.length));
  if (factsOf === undefined) throw new EncoreError('payload_invalid', { message: `nobody reads ${topic}` });
  let decoded: unknown;
  try {
    decoded = parseJson(body.toString());
  } catch (cause) {
    throw new EncoreError('payload_undecodable', { cause });
  }
  const parsed = bodySchema.safeParse(decoded);
  if (!parsed.success) throw new EncoreError('payload_invalid', { cause: parsed.error });
  return read(factsOf, parsed.data);
};
