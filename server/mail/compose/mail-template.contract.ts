import { z } from 'zod';
import { mailTemplateSchema } from './mail-template.ts';

const flowKind = z.string().min(1).max(64);
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const locale = z.string().max(35);

export const templateProblemSchema = z
  .object({
    /** Where in the template, e.g. `blocks.2.words`. */
    path: z.string(),
    /** Both from 1. */
    line: z.int().positive(),
    column: z.int().positive(),
    message: z.string(),
    didYouMean: z.string().optional(),
  })
  .meta({ id: 'TemplateProblem' });

export const templateListSchema = z
  .object({ templates: z.array(z.object({ key, language: z.string(), template: mailTemplateSchema })) })
  .meta({ id: 'TemplateList' });
export const templateListQuerySchema = z.strictObject({ locale: locale.optional() });

export const variablesQuerySchema = z.strictObject({ flow: flowKind.optional() });
export const variablesSchema = z
  .object({ variables: z.array(z.object({ path: z.string(), type: z.string() })) })
  .meta({ id: 'TemplateVariables' });

export const templateCheckSchema = z
  .strictObject({ template: z.unknown(), flow: flowKind.exactOptional() })
  .meta({ id: 'TemplateCheck' });
export const templateProblemsSchema = z
  .object({ problems: z.array(templateProblemSchema) })
  .meta({ id: 'TemplateProblems' });

/** A template by its key, built in or own, or one as it is being written. */
export const previewRequestSchema = z
  .strictObject({
    key: key.exactOptional(),
    /** Of an own template; the one that is published unless told. */
    version: z.int().positive().exactOptional(),
    template: z.unknown().optional(),
    flow: flowKind.exactOptional(),
    /** Whose name and language it is written in; made-up people else. */
    contact: z.string().min(1).max(128).exactOptional(),
    locale: locale.exactOptional(),
  })
  .meta({ id: 'PreviewRequest' });

export const signedPageSchema = z
  .object({
    /** A path of the origin that serves the admin. */
    url: z.string(),
    until: z.iso.datetime(),
  })
  .meta({ id: 'SignedPage' });

export const previewSchema = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    language: z.string(),
    /** Of the HTML as it would leave. */
    bytes: z.int(),
    problems: z.array(templateProblemSchema),
    /** The HTML at an address of its own, for a frame that is sandboxed; null where there is nothing to show. */
    page: signedPageSchema.nullable(),
  })
  .meta({ id: 'Preview' });

export const testRequestSchema = z
  .strictObject({ ...previewRequestSchema.shape, to: z.email().max(254) })
  .meta({ id: 'TestMailRequest' });
export const testSentSchema = z
  .object({ to: z.string(), subject: z.string(), bytes: z.int() })
  .meta({ id: 'TestMailSent' });

/** A mail that left, as it was. */
export const sentMailSchema = z
  .object({
    subject: z.string(),
    from: z.object({ name: z.string(), address: z.string() }),
    replyTo: z.string().nullable(),
    to: z.object({ name: z.string().nullable(), address: z.string() }),
    sentAt: z.iso.datetime(),
    language: z.string(),
    direction: z.enum(['ltr', 'rtl']),
    /** Its links lead where they led, count nothing and let nobody leave. */
    html: z.string(),
    text: z.string(),
    page: signedPageSchema,
  })
  .meta({ id: 'SentMail' });
export type SentMailView = z.infer<typeof sentMailSchema>;
export type TemplateListView = z.infer<typeof templateListSchema>;
export type VariablesView = z.infer<typeof variablesSchema>;
export type PreviewView = z.infer<typeof previewSchema>;
export type TestSentView = z.infer<typeof testSentSchema>;
