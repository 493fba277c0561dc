import type { FlowId, ShopId } from '../../../lib/brand.ts';
import type { AcceptedMessages } from '../../../mail/ledger/accepted-messages.repository.ts';
import type { DueFirings } from './due-firings.system.repository.ts';
import type { FlowRows } from './flow-rows.repository.ts';
import { emailSentTrigger } from './triggers.ts';

export interface CollectDeps {
  readonly due: Pick<DueFirings, 'listening'>;
  readonly rows: Pick<FlowRows, 'add' | 'saveSeen'>;
  readonly accepted: AcceptedMessages;
  readonly flowTitles: (shop: ShopId) => Promise<ReadonlyMap<FlowId, string>>;
}

/** Looked at twice: what was settled at a time may become visible a little after it. */
const overlapMs = 60_000;

/** What was sent to customers of shops that listen becomes a row each; a row that is there stays one. */
export const collectSent = async (
  { due, rows, accepted, flowTitles }: CollectDeps,
  signal?: AbortSignal,
): Promise<void> => {
  const trigger = emailSentTrigger.handle;
  for (const { shop, since, seenUntil } of await due.listening(trigger)) {
    const titles = await flowTitles(shop);
    for await (const page of accepted.since(shop, new Date(seenUntil.getTime() - overlapMs))) {
      if (signal?.aborted === true) return;
      const heard = page.filter(({ acceptedAt }) => acceptedAt >= since);
      await rows.add(
        shop,
        heard.map(({ id: message, contact, flow, subject }) => ({
          trigger,
          contact,
          message,
          subject,
          flow: titles.get(flow) ?? flow,
        })),
      );
      const last = page.at(-1);
      if (last !== undefined) await rows.saveSeen(shop, trigger, last.acceptedAt);
    }
  }
};
