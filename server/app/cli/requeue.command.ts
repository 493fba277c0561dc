import { EncoreError } from '../../lib/errors.ts';
import { createRequeueRepository } from '../operations/requeue.system.repository.ts';
import type { RequeueRepository, Requeued, Selection } from '../operations/requeue.system.repository.ts';
import type { Command } from './command.ts';
import { parseCommandArgs } from './parse-command-args.ts';
import { withData } from './with-database.ts';

const options = {
  deliveries: { type: 'boolean' },
  enrollments: { type: 'boolean' },
  id: { type: 'string', multiple: true },
  shop: { type: 'string' },
  reason: { type: 'string' },
  all: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;

interface Wanted {
  readonly deliveries: boolean;
  readonly enrollments: boolean;
  readonly dryRun: boolean;
  readonly selection: Selection;
}

const parse = (args: readonly string[]): Wanted => {
  const { values } = parseCommandArgs(args, { options });
  const { id, shop, reason, all = false, deliveries = false, enrollments = false } = values;
  const isSelected = id !== undefined || shop !== undefined || reason !== undefined;
  if (isSelected === all)
    throw new EncoreError('usage_wrong', {
      message: 'say which: --id, --shop or --reason, or --all without any of these',
    });
  const both = deliveries === enrollments;
  return {
    deliveries: both || deliveries,
    enrollments: both || enrollments,
    dryRun: values['dry-run'] === true,
    selection: { ids: id, shop, reason },
  };
};

const none: Requeued = { found: 0, requeued: 0 };

const requeueDeliveries = async (rows: RequeueRepository, wanted: Wanted): Promise<Requeued> => {
  if (!wanted.deliveries) return none;
  if (wanted.dryRun) return { found: await rows.countDeliveries(wanted.selection), requeued: 0 };
  return rows.requeueDeliveries(wanted.selection);
};

const requeueEnrollments = async (rows: RequeueRepository, wanted: Wanted, now: Date): Promise<Requeued> => {
  if (!wanted.enrollments) return none;
  if (wanted.dryRun) return { found: await rows.countEnrollments(wanted.selection), requeued: 0 };
  return rows.requeueEnrollments(wanted.selection, now);
};

/** Deliveries first: an enrollment may have failed for want of what they say. */
export const requeueCommand: Command = {
  name: 'requeue',
  summary: 'Puts quarantined deliveries and enrollments back to work.',
  usage: `[--deliveries] [--enrollments] (--id ID… | --shop SHOP | --reason REASON | --all) [--dry-run]

  --deliveries     only deliveries: stored again, failures forgotten
  --enrollments    only enrollments: due now in the step they stand in, attempts forgotten
  --id ID          this one; may be given more than once
  --shop SHOP      those of one shop
  --reason REASON  those set aside with this code, as \`encore doctor\` lists them
  --all            all of them
  --dry-run        counts, and changes nothing`,
  run: async (args, io) => {
    const wanted = parse(args);
    const result = await withData(io, async ({ connection, engine, clock }) => {
      const rows = createRequeueRepository({ connection, lower: engine.store.lower });
      const deliveries = await requeueDeliveries(rows, wanted);
      const enrollments = await requeueEnrollments(rows, wanted, clock.now());
      return { dryRun: wanted.dryRun, deliveries, enrollments };
    });
    const { deliveries, enrollments } = result;
    io.out(result, () =>
      wanted.dryRun
        ? `Would put back ${deliveries.found} deliveries and ${enrollments.found} enrollments.`
        : `Put back ${deliveries.requeued} deliveries and ${enrollments.requeued} enrollments.`,
    );
    return 0;
  },
};
