import { defaultSendSettings } from '../../server/mail/send/send-settings.ts';
import { bareMails } from './bare-mail.ts';
import type { BareMailRow } from './bare-mail.ts';
import { createBareSender } from './bare-composer.ts';
import { answerRuns } from './run-role.ts';
import type { Dispatching } from './run-role.ts';

const { lanes, subGroup } = defaultSendSettings;
const batch = 500;

/** B3: find 500, mark them, send through as many lanes as ours, mark them sent. No ledger, no gate, no decisions. */
const dispatchAll = async (dispatching: Dispatching): Promise<void> => {
  const { connection, data } = dispatching.world;
  const rows = connection.collection<BareMailRow>(bareMails);
  const send = await createBareSender(dispatching);

  const runLane = async (queue: BareMailRow[][]): Promise<void> => {
    for (let group = queue.shift(); group !== undefined; group = queue.shift())
      await Promise.all(group.map((mail) => send(mail)));
  };
  const nextBatch = (): Promise<BareMailRow[]> =>
    rows
      .find({ state: 'due', dueAt: { $lte: data.clock.now() } }, { batchSize: batch + 1 })
      .limit(batch)
      .toArray();

  for (let mails = await nextBatch(); mails.length > 0; mails = await nextBatch()) {
    const ids = mails.map(({ _id }) => _id);
    await rows.updateMany({ _id: { $in: ids } }, { $set: { state: 'sending' } });
    const queue = Array.from({ length: Math.ceil(mails.length / subGroup) }, (_, index) =>
      mails.slice(index * subGroup, (index + 1) * subGroup),
    );
    await Promise.all(Array.from({ length: lanes }, () => runLane(queue)));
    await rows.bulkWrite(
      ids.map((_id) => ({ updateOne: { filter: { _id }, update: { $set: { state: 'accepted' } } } })),
      { ordered: false },
    );
  }
};

answerRuns({ dispatch: dispatchAll });
