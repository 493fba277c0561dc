import { createGroupCommit } from '../../shop/inbox/group-commit.ts';
import { createInboxInsert, weightOf } from '../../shop/inbox/inbox-insert.repository.ts';
import { createIntake } from '../../shop/inbox/intake.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import { meterInsert, meterIntake } from '../metrics/meter-inbox.ts';
import { createMeters } from '../metrics/meters.ts';
import type { Meters } from '../metrics/meters.ts';
import type { Timing } from '../timing.ts';
import type { Data } from './data.ts';

/** Durable first, then answered: what webhooks and the pages people leave by go through. */
export const wireIntake = (
  { connection, mail }: Data,
  timing?: Pick<Timing, 'holdMs'>,
  meters: Meters = createMeters(),
): Intake => {
  const metered = meterIntake(meters);
  const insert = meterInsert(createInboxInsert(connection), meters);
  return metered.intake(
    createIntake({
      commit: metered.commit(createGroupCommit({ insert, weightOf })),
      sendingRows: mail.system.sendingRows,
      ...timing,
    }),
  );
};
