import { z } from 'zod';
import { templateProblemSchema } from '../../compose/mail-template.contract.ts';

const rev = z.int().positive();
const at = z.iso.datetime();
const version = z.int().positive().max(1_000_000);
const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
  .refine((text) => text.isWellFormed(), 'must be Unicode text');

const ownTemplateKeySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'small letters, digits and hyphens, 64 at most');

export const ownTemplateParamsSchema = z.strictObject({ key: ownTemplateKeySchema });

export const newTemplateSchema = z
  .strictObject({
    /** What flows name it by; asked again with the same words, the answer is the same. */
    key: ownTemplateKeySchema,
    title,
    /** Key of the built-in template, or of the own one, that it begins as. */
    from: ownTemplateKeySchema,
    /** BCP 47; the shop's unless told. */
    language: z.string().max(35).exactOptional(),
  })
  .meta({ id: 'NewTemplate' });

/** The `rev` that the person was looking at: with another one nothing is done. */
export const templateSeenSchema = z.strictObject({ rev }).meta({ id: 'TemplateSeen' });
export const templateSaveSchema = z
  .strictObject({ rev, template: z.unknown(), title: title.exactOptional() })
  .meta({ id: 'TemplateSave' });
export const templateRollBackSchema = z.strictObject({ rev, version }).meta({ id: 'TemplateRollBack' });

const summary = {
  key: z.string(),
  title: z.string(),
  /** The kind of flow that it is written for. */
  flow: z.string(),
  /** The version that steps get which don't name one; 0 is none yet. */
  published: z.int().nonnegative(),
  rev,
  updatedAt: at,
};

export const ownTemplateListSchema = z
  .object({ templates: z.array(z.object({ ...summary, hasDraft: z.boolean() })) })
  .meta({ id: 'OwnTemplateList' });

export const ownTemplateSchema = z
  .object({
    ...summary,
    draft: z
      .object({
        /** As it was saved: it need not be a template yet. */
        template: z.unknown(),
        savedAt: at,
        savedBy: z.string().nullable(),
      })
      .nullable(),
    /** What keeps the draft from going live; empty: it can be published. */
    problems: z.array(templateProblemSchema),
    /** Newest first. */
    versions: z.array(
      z.object({
        version: z.int().positive(),
        createdAt: at,
        createdBy: z.string().nullable(),
        template: z.unknown(),
      }),
    ),
    /** Flows that send it now, or that somebody still waits in. */
    uses: z.array(z.object({ flow: z.string(), title: z.string(), versions: z.array(z.int().positive()) })),
  })
  .meta({ id: 'OwnTemplate' });

export type OwnTemplateView = z.infer<typeof ownTemplateSchema>;
export type OwnTemplateListView = z.infer<typeof ownTemplateListSchema>;
