import { z } from 'zod';
import { asShopId } from '../../../lib/brand.ts';
import type { TemplateProblem } from '../../compose/check/check-liquid.ts';
import { mailTemplateSchema } from '../../compose/mail-template.ts';

const ownKeySchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

const draftSchema = z.strictObject({
  /** As it was saved: it need not be a template yet. */
  template: z.unknown(),
  savedAt: z.date(),
  /** The platform's id of the staff member. */
  savedBy: z.string().optional(),
});

/** A template that a merchant made: what goes out is one of its versions, what is being written is its draft. */
export const ownTemplateSchema = z.strictObject({
  shop: z.string().transform(asShopId),
  key: ownKeySchema,
  title: z.string(),
  /** The kind of flow that it is written for: what its Liquid may speak of. */
  flow: z.string(),
  draft: draftSchema.optional(),
  /** The version that steps get which don't name one; 0 is none yet. */
  published: z.int().nonnegative(),
  /** Rises with every change. */
  rev: z.int().positive(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

/** Frozen: a flow version that pins it keeps its mail. */
export const templateVersionSchema = z.strictObject({
  shop: z.string().transform(asShopId),
  key: ownKeySchema,
  version: z.int().positive(),
  template: mailTemplateSchema,
  /** The template's `rev` that it was published at. */
  of: z.int().positive(),
  createdAt: z.date(),
  createdBy: z.string().optional(),
});

export type TemplateDraft = z.infer<typeof draftSchema>;
export type OwnTemplate = z.infer<typeof ownTemplateSchema>;
export type TemplateVersion = z.infer<typeof templateVersionSchema>;

/** With what keeps its draft from going live. */
export interface OpenTemplate {
  readonly own: OwnTemplate;
  readonly problems: readonly TemplateProblem[];
  /** Newest first. */
  readonly versions: readonly TemplateVersion[];
}
