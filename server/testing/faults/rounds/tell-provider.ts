import type { Story } from '../invariants/read-ledger.ts';
import type { FaultWorld } from '../world/fault-world.ts';

/** What a provider's event webhook does after a while: it names the mails that it took and we know nothing of. */
export const tellOfUnknown = async (world: FaultWorld, stories: readonly Story[]): Promise<number> => {
  const taken = world.provider.acceptances();
  const unknown = stories.flatMap(({ person, messages }) =>
    messages
      .filter(({ _id, status }) => status === 'unknown' && taken.has(_id))
      .map(({ _id, shop }) => ({ message: _id, shop, address: person.address })),
  );
  if (unknown.length > 0) await world.tellOf(unknown);
  return unknown.length;
};
