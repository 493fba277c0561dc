import { z } from 'zod';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { ConsentWrite } from '../../shop/consent-writes.model.ts';
import type { ConsentWriteRepository } from '../../shop/consent-writes.repository.ts';
import type { DueConsentWrites } from '../../shop/consent-writes.system.repository.ts';
import type { ConsentRepository } from '../../shop/consents.repository.ts';
import type { ContactRepository } from '../../shop/contacts.repository.ts';
import type { AdminClient } from './admin-client.ts';
import { customerConsentQuery, customerConsentUpdateMutation, customerOfAddressQuery } from './operations.ts';
import { refuseUserErrors, userErrorsSchema } from './user-errors.ts';

export interface ConsentWriteBackDeps {
  readonly due: DueConsentWrites;
  readonly writes: ConsentWriteRepository;
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  readonly consents: Pick<ConsentRepository, 'find'>;
  readonly admin: AdminClient;
  readonly logger: Logger;
}

const toldSchema = z.object({
  customer: z
    .object({
      defaultEmailAddress: z
        .object({
          marketingState: z.string(),
          marketingUpdatedAt: z
            .string()
            .transform((text) => new Date(text))
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const updateSchema = z.object({
  customerEmailMarketingConsentUpdate: z.object({ userErrors: userErrorsSchema }).nullable(),
});

const batch = 50;
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
const dayMs = 24 * 3_600_000;
/** What somebody else has to do first is looked at again once a day; a guest who becomes a customer, at once. */
const othersTurn = new Set<ErrorCode>(['scope_not_granted', 'customer_unknown_yet']);

/** `told`: Shopify knows now; `known`: it knew, or knows something newer; `nobody`: it has no such customer. */
type Outcome = 'told' | 'known' | 'nobody';

const inputOf = ({ state, statedAt }: ConsentWrite, customerId: string): object => ({
  customerId,
  emailMarketingConsent: {
    marketingState: state.toUpperCase(),
    // A level is asked for with an opt-in only.
    ...(state === 'subscribed' && { marketingOptInLevel: 'SINGLE_OPT_IN' }),
    consentUpdatedAt: statedAt.toISOString(),
  },
});

/** The newer statement holds, whoever heard it: what Shopify was told later than us is left as it is. */
const tellOne = async (admin: AdminClient, write: ConsentWrite, id: string): Promise<Outcome> => {
  const { shop, state, statedAt } = write;
  const customerId = `gid://shopify/Customer/${id}`;
  const asked = { query: customerConsentQuery, variables: { id: customerId }, schema: toldSchema };
  const email = (await admin.request(shop, asked)).customer?.defaultEmailAddress;
  if (email === undefined || email === null) return 'nobody';
  const toldAt = email.marketingUpdatedAt ?? undefined;
  const isSame = email.marketingState.toLowerCase() === state;
  if (isSame || (toldAt !== undefined && toldAt > statedAt)) return 'known';
  const { customerEmailMarketingConsentUpdate: answer } = await admin.request(shop, {
    query: customerConsentUpdateMutation,
    variables: { input: inputOf(write, customerId) },
    schema: updateSchema,
  });
  refuseUserErrors(answer?.userErrors ?? []);
  return 'told';
};

/** A later statement of the same person has its own row; this one is then needless. */
const stillHolds = async ({ consents }: ConsentWriteBackDeps, write: ConsentWrite): Promise<boolean> => {
  const held = await consents.find(write.shop, write.addressDigest);
  return held === undefined || held.statedAt <= write.statedAt;
};

const foundSchema = z.object({ customerByIdentifier: z.object({ id: z.string() }).nullish() });

/** Of a guest we know an address and no customer; Shopify may have made one since, of which we have not heard. */
const customersOf = async (
  { contacts, admin }: ConsentWriteBackDeps,
  { shop, contact: id }: ConsentWrite,
): Promise<readonly string[]> => {
  const contact = (await contacts.findMany(shop, [id])).get(id);
  if (contact === undefined || contact.customerIds.length > 0 || contact.address === undefined)
    return contact?.customerIds ?? [];
  const variables = { address: contact.address };
  const asked = { query: customerOfAddressQuery, variables, schema: foundSchema };
  const found = (await admin.request(shop, asked)).customerByIdentifier;
  if (found) return [found.id.split('/').at(-1) ?? found.id];
  throw new EncoreError('customer_unknown_yet');
};

const tell = async (deps: ConsentWriteBackDeps, write: ConsentWrite): Promise<void> => {
  if (!(await stillHolds(deps, write))) return;
  for (const id of await customersOf(deps, write)) await tellOne(deps.admin, write, id);
};

const afterFailure = (code: ErrorCode, failures: number): number =>
  othersTurn.has(code) ? dayMs : Math.min(longestPauseMs, firstPauseMs * 2 ** failures);

const settle = async (deps: ConsentWriteBackDeps, write: ConsentWrite): Promise<boolean> => {
  try {
    await tell(deps, write);
    await deps.writes.remove(write.shop, write);
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    // Nobody is there to be told any more.
    if (code === 'shop_not_installed') {
      await deps.writes.remove(write.shop, write);
      return false;
    }
    const isFinal = error instanceof EncoreError && code === 'platform_refused';
    const afterMs = isFinal ? undefined : afterFailure(code, write.failures);
    deps.logger.warn(
      { shop: write.shop, code, failures: write.failures + 1 },
      'a consent was not written back',
    );
    await deps.writes.fail(write.shop, write, { code, afterMs });
    return false;
  }
};

export interface ConsentWriteBack {
  /** Everything that is due; resolves to how many are done with. Failures wait longer each time, up to an hour. */
  run(signal?: AbortSignal): Promise<number>;
}

/** What people tell us is told to Shopify, with `customerEmailMarketingConsentUpdate`. */
export const createConsentWriteBack = (deps: ConsentWriteBackDeps): ConsentWriteBack => ({
  run: async (signal) => {
    let done = 0;
    for (;;) {
      const writes = await deps.due.claim(batch);
      for (const write of writes) {
        if (signal?.aborted === true) return done;
        if (await settle(deps, write)) done += 1;
      }
      if (writes.length < batch) return done;
    }
  },
});
