import type { ShopId } from '../../lib/brand.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { StoredDelivery } from '../delivery.ts';
import { personOfFact } from '../fact-person.ts';
import type { StoreFact } from '../facts.ts';
import { personDigests } from '../person-digest.ts';
import type { RecordFacts } from '../record-facts.ts';
import type { StoreEvent } from '../store-event.ts';
import type { Inbox } from './inbox.system.repository.ts';

export interface ApplierDeps {
  readonly inbox: Inbox;
  /** Throws `payload_undecodable` or `payload_invalid`; no second try mends these. */
  readonly interpret: (delivery: StoredDelivery) => readonly StoreFact[];
  readonly record: RecordFacts;
  /** What follows from the facts (entries, exits); is called again for what it was told before. */
  readonly react: (shop: ShopId, events: readonly StoreEvent[]) => Promise<void>;
  /** What others keep of a shop that asked to be forgotten. */
  readonly forgetShop?: ((shop: ShopId) => Promise<void>) | undefined;
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

const sourceOf = ({ topic }: StoredDelivery): string => {
  const kind = topic.split(':', 1)[0] ?? '';
  if (kind === 'page') return 'page';
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
      const person = fact.kind === 'redact-person' ? fact.person : personOfFact(fact)?.person;
      return person === undefined ? [] : personDigests(delivery.shop, person);
    }),
  ),
];

const forget = async (
  { inbox, forgetShop }: ApplierDeps,
  shop: ShopId,
  group: readonly Understood[],
): Promise<void> => {
  const asking = group.find(({ facts }) => facts.some(({ kind }) => kind === 'shop-redacted'));
  if (asking === undefined) return;
  await forgetShop?.(shop);
  await inbox.deleteAll(shop, asking.delivery.id);
};

/** Facts, then what follows from them, then the mark: whatever dies in between is done again from the start. */
const applyGroup = async (deps: ApplierDeps, group: readonly Understood[]): Promise<void> => {
  const [first] = group;
  if (first === undefined) return;
  const { shop } = first.delivery;
  const facts = group.flatMap((one) => one.facts);
  const { events, redacted } = await deps.record(shop, facts, sourceOf(first.delivery));
  if (events.length > 0) await deps.react(shop, events);
  await deps.inbox.markApplied(group.map((one) => ({ id: one.delivery.id, persons: personsOf(one) })));
  if (redacted.length > 0) await deps.inbox.eraseBodies(shop, redacted);
  await forget(deps, shop, group);
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
