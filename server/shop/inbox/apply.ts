import type { ShopId } from '../../lib/brand.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { StoredDelivery } from '../delivery.ts';
import { mentionedIn } from '../fact-person.ts';
import type { FactOf, StoreFact } from '../facts.ts';
import { personDigests } from '../person-digest.ts';
import type { ErasedPerson } from '../personal-fields.ts';
import type { RecordFacts } from '../record-facts.ts';
import type { StoreEvent } from '../store-event.ts';
import type { Inbox } from './inbox.system.repository.ts';

/** What is kept of people outside of the shop's own rows is found by whoever knows it. Each may be called again. */
export interface PrivacyPort {
  forgetPerson(shop: ShopId, person: ErasedPerson): Promise<void>;
  forgetShop(shop: ShopId): Promise<void>;
  answer(shop: ShopId, request: FactOf<'data-request'>): Promise<void>;
}

export interface ApplierDeps {
  readonly inbox: Inbox;
  /** Throws `payload_undecodable` or `payload_invalid`; no second try mends these. */
  readonly interpret: (delivery: StoredDelivery) => readonly StoreFact[];
  readonly record: RecordFacts;
  /** What follows from the facts (entries, exits); is called again for what it was told before. */
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  readonly privacy?: PrivacyPort | undefined;
  /** What else a delivery says, of which shops know nothing; is called again for what it was told before. */
  readonly beside?: ((delivery: StoredDelivery) => Promise<void>) | undefined;
  readonly logger: Logger;
}

export interface Applier {
  /** One claim's worth; resolves to how many deliveries were taken up, 0 meaning that there was nothing to do. */
  applyBatch(signal?: AbortSignal): Promise<number>;
}

interface Understood {
  readonly delivery: StoredDelivery;
  readonly facts: readonly StoreFact[];
}

const claimSize = 500;
const groupSize = 250;
/** While the database writes for one group, this process reads and decides for the other. */
const groupsAtOnce = 2;

const ownSources: ReadonlySet<string> = new Set(['page', 'storefront']);

const sourceOf = ({ topic }: StoredDelivery): string => {
  const [kind = ''] = topic.split(':', 1);
  if (ownSources.has(kind)) return kind;
  if (kind === 'sendgrid') return 'provider';
  if (kind.endsWith('-backfill')) return 'backfill';
  return kind.endsWith('-poll') ? 'poll' : 'webhook';
};

const groupBy = <Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): readonly (readonly Value[])[] => [...Map.groupBy(values, keyOf).values()];

const inPieces = <Value>(values: readonly Value[], size: number): readonly (readonly Value[])[] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_piece, index) =>
    values.slice(index * size, (index + 1) * size),
  );

const personsOf = ({ delivery, facts }: Understood): readonly string[] => [
  ...new Set(
    facts.flatMap((fact) => {
      const named = fact.kind === 'redact-person' || fact.kind === 'data-request';
      const people = named ? [fact] : mentionedIn(fact);
      return people.flatMap(({ person }) => personDigests(delivery.shop, person));
    }),
  ),
];

const forgetPeople = async (
  { inbox, privacy }: ApplierDeps,
  shop: ShopId,
  people: readonly ErasedPerson[],
): Promise<void> => {
  for (const person of people) {
    const { addresses, phones, customerIds } = person;
    await privacy?.forgetPerson(shop, person);
    await inbox.eraseUnread(shop, { texts: addresses, numbers: [...phones, ...customerIds] });
  }
};

const answerRequests = async (
  { privacy }: ApplierDeps,
  shop: ShopId,
  facts: readonly StoreFact[],
): Promise<void> => {
  for (const fact of facts) if (fact.kind === 'data-request') await privacy?.answer(shop, fact);
};

const forgetShop = async (
  { inbox, privacy }: ApplierDeps,
  shop: ShopId,
  group: readonly Understood[],
): Promise<void> => {
  const asking = group.find(({ facts }) => facts.some(({ kind }) => kind === 'shop-redacted'));
  if (asking === undefined) return;
  await privacy?.forgetShop(shop);
  await inbox.forgetShop(shop, asking.delivery.id);
};

/** Facts, then what follows from them, then the mark: whatever dies in between is done again from the start. */
const applyGroup = async (deps: ApplierDeps, group: readonly Understood[]): Promise<void> => {
  const [first] = group;
  if (first === undefined) return;
  const { shop } = first.delivery;
  const facts = group.flatMap((one) => one.facts);
  const { events, redacted, erased } = await deps.record(shop, facts, sourceOf(first.delivery));
  if (events.length > 0) await deps.react(shop, events);
  for (const { delivery } of group) await deps.beside?.(delivery);
  await forgetPeople(deps, shop, erased);
  await answerRequests(deps, shop, facts);
  if (redacted.length > 0) await deps.inbox.eraseBodies(shop, redacted);
  await forgetShop(deps, shop, group);
  await deps.inbox.markApplied(
    group.map((one) => ({ id: one.delivery.id, persons: personsOf(one) })),
    redacted,
  );
};

const applyAlone = async (deps: ApplierDeps, one: Understood): Promise<void> => {
  try {
    await applyGroup(deps, [one]);
  } catch (error) {
    const code = errorCodeOf(error);
    deps.logger.error(
      { err: error, delivery: one.delivery.id, topic: one.delivery.topic, code },
      'delivery failed',
    );
    await deps.inbox.fail(one.delivery.id, code);
  }
};

/** Together they cost a few writes; when that fails each is tried alone, so that one can't spoil its neighbours. */
const applyTogether = async (deps: ApplierDeps, group: readonly Understood[]): Promise<void> => {
  try {
    await applyGroup(deps, group);
  } catch (error) {
    if (group.length > 1)
      deps.logger.warn({ err: error, deliveries: group.length }, 'a batch failed, trying one by one');
    for (const one of group) await applyAlone(deps, one);
  }
};

const hopeless = (error: unknown): error is EncoreError =>
  error instanceof EncoreError && (error.code === 'payload_undecodable' || error.code === 'payload_invalid');

const understand = async (deps: ApplierDeps, delivery: StoredDelivery): Promise<readonly Understood[]> => {
  try {
    return [{ delivery, facts: deps.interpret(delivery) }];
  } catch (error) {
    const code = errorCodeOf(error);
    deps.logger.error({ delivery: delivery.id, topic: delivery.topic, code }, 'delivery not understood');
    await (hopeless(error) ? deps.inbox.quarantine(delivery.id, code) : deps.inbox.fail(delivery.id, code));
    return [];
  }
};

/** Any number may run at once, in any number of processes. */
export const createApplier = (deps: ApplierDeps): Applier => ({
  applyBatch: async (signal) => {
    const claimed = await deps.inbox.claim(claimSize);
    const understood = (await Promise.all(claimed.map((delivery) => understand(deps, delivery)))).flat();
    const waiting = groupBy(understood, ({ delivery }) => `${delivery.shop} ${sourceOf(delivery)}`)
      .flatMap((group) => inPieces(group, groupSize))
      .values();
    const work = async (): Promise<void> => {
      for (const group of waiting) {
        if (signal?.aborted === true) return;
        await applyTogether(deps, group);
      }
    };
    await Promise.all(Array.from({ length: groupsAtOnce }, work));
    return claimed.length;
  },
});
