import type { MessageId } from '../../lib/brand.ts';
import type { Ledger } from './ledger.ts';

/** Which of these are on the wire, or of unknown outcome. */
export const openMessagesIn =
  (rows: Pick<Ledger, 'read'>) =>
  async (ids: readonly MessageId[]): Promise<ReadonlySet<MessageId>> => {
    const found = await rows.read(ids);
    const open = [...found].filter(([, { status }]) => status === 'sending' || status === 'unknown');
    return new Set(open.map(([id]) => id));
  };
