import { z } from 'zod';
import { postalAddressSchema, shopThemeSchema } from '../../shop/look.contract.ts';
import { lookFindingKeys } from './look-findings.ts';
import { signedPageSchema } from './mail-template.contract.ts';

/** A look that is not saved yet, on a template that comes with Encore. */
export const lookPreviewRequestSchema = z
  .strictObject({
    theme: shopThemeSchema,
    /** The shop's own unless told. */
    postalAddress: postalAddressSchema.exactOptional(),
    /** Of a template; the reminder of a checkout unless told. */
    key: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
      .exactOptional(),
  })
  .meta({ id: 'LookPreviewRequest' });

export const lookPreviewSchema = z
  .object({
    subject: z.string(),
    /** For a frame that is sandboxed; null where there is nothing to show. */
    page: signedPageSchema.nullable(),
    /** What is hard to read: contrast as N of N : 1. */
    findings: z.array(z.object({ key: z.enum(lookFindingKeys), is: z.number(), wanted: z.number() })),
  })
  .meta({ id: 'LookPreview' });

export type LookPreviewRequest = z.infer<typeof lookPreviewRequestSchema>;
export type LookPreviewView = z.infer<typeof lookPreviewSchema>;
