import { ZodError } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { digest } from '../../../lib/digest.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { NewDelivery } from '../../../shop/delivery.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import type { Interpret } from '../../../shop/interpret-delivery.ts';
import { groupsOf } from './bulk-lines.ts';
import type { BrokenLines, BulkGroup } from './bulk-lines.ts';
import { groupFacts, pastKinds } from './group-facts.ts';
import type { PastKind } from './group-facts.ts';

/** Topics of what the back-fill could not read. */
export const backfillTopicPrefix = 'shopify-backfill:';

/**
 * Lines that can't be read are kept where deliveries that can't be read are: quarantined in the inbox, with their number
 * and why, for as long, found by the same doctor, put back by the same `encore requeue`, erased with their people. Read
 * again by a later run they are held.
 */
export const brokenDelivery = (shop: ShopId, kind: PastKind, broken: BrokenLines): NewDelivery => {
  const { number, lines, code } = broken;
  const text = lines.join('\n');
  return {
    shop,
    deliveryId: `backfill-${kind}-${digest(text)}`,
    topic: backfillTopicPrefix + kind,
    class: 'normal',
    body: Buffer.from(text),
    headers: { line: String(number), lines: String(lines.length) },
    state: 'quarantined',
    error: code,
  };
};

export interface ReadGroup {
  readonly facts: readonly StoreFact[];
  readonly broken: readonly BrokenLines[];
}

/** As much of a group as can be read; a node of another shape is set aside with all that belongs to it. */
export const readGroup = (kind: PastKind, group: BulkGroup): ReadGroup => {
  const { root, children, lines, broken } = group;
  if (root === undefined) return { facts: [], broken };
  try {
    return { facts: groupFacts[kind](group), broken };
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const nodes = [root, ...children];
    const number = lines - broken.reduce((sum, one) => sum + one.lines.length, nodes.length) + 1;
    const misshapen = {
      number,
      lines: nodes.map((node) => JSON.stringify(node)),
      code: 'payload_invalid',
    } as const;
    return { facts: [], broken: [misshapen, ...broken] };
  }
};

/** What was set aside, read once more. Throws `payload_undecodable` or `payload_invalid` while it still can't be. */
export const interpretBrokenLines: Interpret = ({ topic, body }) => {
  const kind = pastKinds.find((one) => topic === backfillTopicPrefix + one);
  if (kind === undefined) throw new EncoreError('payload_invalid', { message: `nobody reads ${topic}` });
  const read = groupsOf(body.toString().split('\n')).map((group) => readGroup(kind, group));
  const [problem] = read.flatMap(({ broken }) => broken);
  if (problem !== undefined) throw new EncoreError(problem.code);
  return read.flatMap(({ facts }) => facts);
};
