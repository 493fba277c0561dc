import { z } from 'zod';
import { suppressionReasons } from '../../shop/contact.ts';
import { asContactId, asFlowId, asMessageId, asShopId } from '../../lib/brand.ts';
import { factSchema, moment, policy, theme } from '../../shop/journal/fact-schema.ts';
import { flowStatuses } from '../flow.ts';

/** Files of another version are refused, never guessed at. */
export const journalVersion = 1;

const flow = z.string().min(1).transform(asFlowId);
const message = z.string().min(1).transform(asMessageId);
const status = z.enum(flowStatuses);
const words = z.string().optional();

export const headerSchema = z.strictObject({
  journal: z.literal('encore'),
  version: z.literal(journalVersion),
  shop: z.string().min(1).transform(asShopId),
  /** Shop time of the export: what was due by then is part of it. */
  until: moment,
  /** Whether addresses, phones and names are stand-ins. */
  anonymous: z.boolean(),
});

const settings = z.strictObject({
  name: z.string(),
  url: z.string(),
  zone: z.string(),
  currency: z.string(),
  locale: z.string(),
  countryCode: z.string(),
  sender: z.strictObject({ name: z.string(), address: z.string(), replyTo: words }),
  postalAddress: z.string(),
  theme,
  frequencyCap: z.strictObject({ count: z.number(), within: z.string() }),
  quietHours: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  consentPolicy: policy.optional(),
});

const fact = z.strictObject({
  fact: factSchema,
  /** Whose it was found to be. */
  contact: z.string().transform(asContactId).optional(),
});

/** What happened, in shop time, one thing a line. */
export const lineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('shop'),
    at: moment,
    platform: z.enum(['shopify', 'woocommerce']),
    settings,
  }),
  z.strictObject({
    kind: z.literal('flow-version'),
    at: moment,
    flow,
    version: z.int().nonnegative(),
    program: z.unknown(),
  }),
  z.strictObject({
    kind: z.literal('flow'),
    at: moment,
    flow,
    flowKind: z.string(),
    title: z.string(),
    status,
    version: z.int().nonnegative(),
  }),
  /** What a merchant did to a flow; absent fields stayed as they were. */
  z.strictObject({
    kind: z.literal('command'),
    at: moment,
    flow,
    command: z.string(),
    status: status.optional(),
    version: z.int().nonnegative().optional(),
    title: words,
    movedTo: z.int().nonnegative().optional(),
    /** People whom past orders make due were taken in, so many a day. */
    perDay: z.int().positive().optional(),
  }),
  /** What one call of the apply path took up. */
  z.strictObject({ kind: z.literal('facts'), at: moment, source: z.string(), facts: z.array(fact) }),
  z.strictObject({
    kind: z.literal('suppression'),
    at: moment,
    addressDigest: z.string(),
    reason: z.enum(suppressionReasons),
  }),
  z.strictObject({
    kind: z.literal('provider-event'),
    at: moment,
    message,
    event: z.string(),
    detail: words,
  }),
  /** How the provider answered; accepted ones would be accepted anyway, but a journal tells all. */
  z.strictObject({
    kind: z.literal('send'),
    at: moment,
    message,
    outcome: z.enum(['accepted', 'failed', 'unknown']),
    reason: words,
  }),
  /** A worker decided something about what was due. */
  z.strictObject({ kind: z.literal('look'), at: moment }),
]);

export type JournalHeader = z.infer<typeof headerSchema>;
export type JournalLine = z.infer<typeof lineSchema>;
export type JournalLineOf<Kind extends JournalLine['kind']> = Extract<JournalLine, { readonly kind: Kind }>;

export interface Journal {
  readonly header: JournalHeader;
  readonly lines: readonly JournalLine[];
}

/** What begins something stands before what follows from it. */
const ranks = {
  shop: 0,
  'flow-version': 1,
  flow: 2,
  command: 3,
  facts: 4,
  suppression: 5,
  'provider-event': 6,
  send: 7,
  look: 8,
} as const satisfies Record<JournalLine['kind'], number>;

/** By time; what came of one millisecond keeps its order within its kind. */
export const inOrder = (lines: readonly JournalLine[]): readonly JournalLine[] =>
  lines.toSorted(
    (one, other) => one.at.getTime() - other.at.getTime() || ranks[one.kind] - ranks[other.kind],
  );
