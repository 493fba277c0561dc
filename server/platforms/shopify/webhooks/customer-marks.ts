import { z } from 'zod';
import type { MarkFacts } from '../../../shop/facts.ts';
import { globalId } from './global-id.ts';
import { listOf, optionalDate, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const tagsSchema = z.object({
  customerId: globalId,
  tags: listOf(z.string()),
  occurredAt: optionalDate,
});

const tagsHandler = (did: MarkFacts['did']): WebhookHandler => ({
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const { customerId, tags: names, occurredAt: at = triggeredAt } = parsePayload(tagsSchema, payload);
    return [{ kind: 'mark', mark: { person: { customerId }, did, names, at } }];
  },
});

export const tagsAddedHandler = tagsHandler('tagged');
export const tagsRemovedHandler = tagsHandler('untagged');

const segmentSchema = z.object({ customerId: globalId, segmentId: globalId, occurredAt: optionalDate });

const segmentHandler = (did: MarkFacts['did']): WebhookHandler => ({
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const { customerId, segmentId, occurredAt: at = triggeredAt } = parsePayload(segmentSchema, payload);
    return [{ kind: 'mark', mark: { person: { customerId }, did, names: [segmentId], at } }];
  },
});

export const joinedSegmentHandler = segmentHandler('joined-segment');
export const leftSegmentHandler = segmentHandler('left-segment');
