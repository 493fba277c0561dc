import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import type { AdminClient } from '../admin-client.ts';
import { flowTriggerReceiveMutation } from '../operations.ts';
import { refuseUserErrors, userErrorsSchema } from '../user-errors.ts';
import type { TriggerPayload } from './triggers.ts';

/** Starts whatever workflows of the shop begin with the trigger. Throws `platform_refused` and what the client throws. */
export type ReceiveTrigger = (shop: ShopId, handle: string, payload: TriggerPayload) => Promise<void>;

const answerSchema = z.object({ flowTriggerReceive: z.object({ userErrors: userErrorsSchema }).nullable() });

export const createReceiveTrigger =
  (admin: AdminClient): ReceiveTrigger =>
  async (shop, handle, payload) => {
    const { flowTriggerReceive } = await admin.request(shop, {
      query: flowTriggerReceiveMutation,
      variables: { handle, payload },
      schema: answerSchema,
    });
    refuseUserErrors(flowTriggerReceive?.userErrors ?? []);
  };
