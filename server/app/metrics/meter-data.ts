import type { Data } from '../wiring/data.ts';
import { meterDatabase } from './meter-database.ts';
import { meterDecisions, meterStore } from './meter-engine.ts';
import { meterInbox, meterSendingRows } from './meter-inbox.ts';
import { meterLedger, meterSweep } from './meter-mail.ts';
import type { Meters } from './meters.ts';
import type { Pulse } from './pulse.ts';

/** The same data, counted as it is used. */
export const meterData = (data: Data, meters: Meters, pulse: Pulse): Data => {
  const { connection, engine, mail, clock } = data;
  meterDatabase(connection, meters);
  return {
    ...data,
    inbox: meterInbox(data.inbox, meters, pulse),
    engine: {
      ...engine,
      store: meterStore(engine.store, { meters, pulse, clock }),
      decisions: meterDecisions(engine.decisions, meters),
    },
    mail: {
      ...mail,
      system: {
        ...mail.system,
        ledger: meterLedger(mail.system.ledger, meters),
        sweep: meterSweep(mail.system.sweep, meters),
        sendingRows: meterSendingRows(mail.system.sendingRows, meters),
      },
    },
  };
};
