import { z } from 'zod';

const at = z.iso.datetime();

const dataRequestSchema = z
  .object({
    id: z.string(),
    /** `platform`: the customer asked there and it was passed on; `merchant`: asked for in the admin. */
    source: z.enum(['platform', 'merchant']),
    state: z.enum(['open', 'answered']),
    askedAt: at,
    /** Until when its export can be downloaded; null while there is none, and once it is gone. */
    downloadUntil: at.nullable(),
  })
  .meta({ id: 'DataRequest' });

export const dataRequestListSchema = z
  .object({ requests: z.array(dataRequestSchema) })
  .meta({ id: 'DataRequestList' });

export const requestParamsSchema = z.strictObject({ request: z.string().min(1).max(128) });

/** Accepted, and done within seconds. */
export const acceptedRequestSchema = z.object({ request: z.string() }).meta({ id: 'AcceptedRequest' });

export const personExportSchema = z
  .object({
    format: z.literal('encore.person-export'),
    version: z.literal(1),
    shop: z.string(),
    requestId: z.string(),
    madeAt: at,
    /** By collection; docs/operations.md says what is in each. */
    holdings: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))),
  })
  .meta({ id: 'PersonExport' });

const accessSchema = z
  .object({
    id: z.string(),
    at,
    /** The platform's id of the staff member. */
    user: z.string(),
    /** The operation's name in this API. */
    action: z.string(),
    /** The id of the contact, message or request; null for a list of many. */
    about: z.string().nullable(),
  })
  .meta({ id: 'Access' });

export const accessPageSchema = z
  .object({ accesses: z.array(accessSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'AccessPage' });

export const accessQuerySchema = z.strictObject({
  about: z.string().min(1).max(128).optional(),
  cursor: z.string().min(1).max(128).optional(),
});

export type DataRequestView = z.infer<typeof dataRequestSchema>;
export type DataRequestListView = z.infer<typeof dataRequestListSchema>;
export type AcceptedRequestView = z.infer<typeof acceptedRequestSchema>;
export type PersonExportView = z.infer<typeof personExportSchema>;
export type AccessView = z.infer<typeof accessSchema>;
export type AccessPageView = z.infer<typeof accessPageSchema>;
