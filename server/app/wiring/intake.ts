import { createGroupCommit } from '../../shop/inbox/group-commit.ts';
import { createInboxInsert, weightOf } from '../../shop/inbox/inbox-insert.repository.ts';
import { createIntake } from '../../shop/inbox/intake.ts';
import type { Intake } from '../../shop/inbox/intake.ts';
import type { Timing } from '../timing.ts';
import type { Data } from './data.ts';

/** Durable first, then answered: what webhooks and the pages people leave by go through. */
export const wireIntake = ({ connection, mail }: Data, timing?: Pick<Timing, 'holdMs'>): Intake =>
  createIntake({
    commit: createGroupCommit({ insert: createInboxInsert(connection), weightOf }),
    sendingRows: mail.system.sendingRows,
    ...timing,
  });
