import type { FaultRow } from '../report/fault-row.ts';
import { backlog } from './backlog.row.ts';
import { clockSkew } from './clock-skew.row.ts';
import { databaseDown } from './database-down.row.ts';
import { databaseLate } from './database-late.row.ts';
import { databaseSlow } from './database-slow.row.ts';
import { diskFull } from './disk-full.row.ts';
import { duplicates } from './duplicates.row.ts';
import { hostileLiquid } from './hostile-liquid.row.ts';
import { killRounds } from './kill-rounds.row.ts';
import { keyRotation } from './key-rotation.row.ts';
import { outOfOrder } from './out-of-order.row.ts';
import { partition } from './partition.row.ts';
import { pausedFlow } from './paused-flow.row.ts';
import { pausedWorker } from './paused-worker.row.ts';
import { poisonMail } from './poison-mail.row.ts';
import { poisonWebhooks } from './poison-webhooks.row.ts';
import { providerEvents } from './provider-events.row.ts';
import { providerIll } from './provider-ill.row.ts';
import { providerLimits } from './provider-limits.row.ts';
import { redactedMidway } from './redacted-midway.row.ts';
import { replyLost } from './reply-lost.row.ts';
import { rollingRestart } from './rolling-restart.row.ts';
import { schedulers } from './schedulers.row.ts';
import { staleRetry } from './stale-retry.row.ts';
import { takenUntold } from './taken-untold.row.ts';
import { webKilledAfterCommit, webKilledBeforeCommit } from './web-killed.row.ts';

/** By the number each has in the table of faults; what is missing comes with the part that it tries. */
export const allRows: readonly FaultRow[] = [
  killRounds,
  webKilledAfterCommit,
  webKilledBeforeCommit,
  pausedWorker,
  rollingRestart,
  databaseDown,
  replyLost,
  databaseSlow,
  databaseLate,
  duplicates,
  outOfOrder,
  staleRetry,
  providerLimits,
  providerIll,
  takenUntold,
  providerEvents,
  poisonWebhooks,
  poisonMail,
  hostileLiquid,
  clockSkew,
  diskFull,
  partition,
  schedulers,
  redactedMidway,
  pausedFlow,
  backlog,
  keyRotation,
];
