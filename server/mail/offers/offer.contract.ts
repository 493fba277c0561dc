import { z } from 'zod';
import { offerIdPattern, offerTermsSchema } from './offer.ts';

const at = z.iso.datetime();
const rev = z.int().nonnegative();
const offerId = z.string().regex(offerIdPattern, 'must be small letters, digits and hyphens');
const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
  .refine((text) => text.isWellFormed(), 'must be Unicode text');
const validDays = z.int().min(1).max(90);

/** The id is chosen by whoever makes it, so that the same request again is the same offer. */
export const newOfferSchema = z
  .strictObject({
    id: offerId,
    title,
    terms: offerTermsSchema,
    validDays,
    several: z.boolean().default(false),
  })
  .meta({ id: 'NewOffer' });

export const offerChangeSchema = z
  .strictObject({
    rev,
    title: title.exactOptional(),
    terms: offerTermsSchema.exactOptional(),
    validDays: validDays.exactOptional(),
    several: z.boolean().exactOptional(),
  })
  .refine(({ rev: _rev, ...changes }) => Object.keys(changes).length > 0, 'changes nothing')
  .meta({ id: 'OfferChange' });

export const offerRetireSchema = z.strictObject({ rev }).meta({ id: 'OfferRetire' });
export const offerParamsSchema = z.strictObject({ offer: offerId });

export const offerSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    terms: offerTermsSchema,
    /** Of amounts. */
    currency: z.string(),
    validDays: z.int(),
    several: z.boolean(),
    status: z.enum(['active', 'retired']),
    rev,
    createdAt: at,
    updatedAt: at,
    /** The platform's own record behind the codes; null when there is none. */
    discount: z
      .object({
        state: z.enum(['making', 'ready', 'refused']),
        /** When the platform ends it; it is moved on while the offer is on. */
        endsAt: at.nullable(),
        /** Why the platform refused it: its own codes by field. */
        problem: z.object({ code: z.string(), fields: z.record(z.string(), z.string()) }).nullable(),
      })
      .nullable(),
    pool: z.object({ free: z.int().nonnegative(), making: z.int().nonnegative() }),
    /** Flows that promise it in what people enter now. */
    flows: z.array(z.object({ flow: z.string(), title: z.string() })),
  })
  .meta({ id: 'Offer' });
export const offersSchema = z.object({ offers: z.array(offerSchema) }).meta({ id: 'Offers' });

const money = z.string();
const ledgerLineSchema = z
  .object({
    offer: z.string(),
    flow: z.string(),
    /** Codes given to people. */
    given: z.int().nonnegative(),
    /** Of those: good and not used. */
    live: z.int().nonnegative(),
    redeemed: z.int().nonnegative(),
    orders: z.int().nonnegative(),
    costs: z.array(
      z.object({
        currency: z.string(),
        /** What codes took off orders when they were placed. */
        amount: money,
        /** Net of refunds and cancellations, as far as the platform told. */
        net: money,
      }),
    ),
  })
  .meta({ id: 'OfferLedgerLine' });
export const offerLedgerSchema = z.object({ lines: z.array(ledgerLineSchema) }).meta({ id: 'OfferLedger' });

export type NewOffer = z.output<typeof newOfferSchema>;
export type OfferChanges = Omit<z.output<typeof offerChangeSchema>, 'rev'>;
export type OfferLedgerView = z.infer<typeof offerLedgerSchema>;
export type OfferView = z.infer<typeof offerSchema>;
export type OffersView = z.infer<typeof offersSchema>;
