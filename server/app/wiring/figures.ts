import { createConversions } from '../../insights/conversions/conversions.repository.ts';
import { createDayCounts } from '../../insights/figures/day-counts.repository.ts';
import { createRollups } from '../../insights/figures/rollups.repository.ts';
import { writeRollups } from '../../insights/figures/write-rollups.ts';
import { createReturningRows } from '../../insights/returning/returning.repository.ts';
import { writeReturning } from '../../insights/returning/write-returning.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import type { Config } from '../config.ts';
import { createFiguresReader } from '../services/figures-reader.ts';
import type { FiguresReader } from '../services/figures-reader.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

/** What the database's own clock says, whatever the demo's is wound to. */
const realTimeOf = ({ clock }: Pick<Data, 'clock'>): Clock => ({
  now: () => new Date(clock.now().getTime() - clock.offsetMs()),
});

/** Counts what changed, shop by shop; one that can't be counted keeps no other from it. */
export const wireFiguresJob = ({
  data,
  logger,
}: {
  readonly data: Data;
  readonly logger: Logger;
}): ((signal: AbortSignal) => Promise<void>) => {
  const { connection, clock, shop } = data;
  const realTime = realTimeOf(data);
  const rolling = { counts: createDayCounts(connection), rollups: createRollups(connection), realTime };
  const returning = { rows: createReturningRows(connection), shops: shop.shops, clock, realTime };
  const shops = createShopSystemRepository(connection);
  return async (signal) => {
    for (const id of await shops.listInstalled()) {
      if (signal.aborted) return;
      try {
        await writeRollups(rolling, id, signal);
        await writeReturning(returning, id);
      } catch (error) {
        logger.error({ err: error, shop: id }, 'a shop’s figures could not be counted');
      }
    }
  };
};

/** What the admin's figures are read from. */
export const wireFigures = ({
  config,
  data,
  flows,
}: {
  readonly config: Pick<Config, 'mail'>;
  readonly data: Data;
  readonly flows: Flows;
}): FiguresReader =>
  createFiguresReader({
    rollups: createRollups(data.connection),
    conversions: createConversions(data.connection),
    returning: createReturningRows(data.connection),
    shops: data.shop.shops,
    flows: flows.runtime.flows,
    opensAreTold: config.mail.transport === 'sendgrid',
    clock: data.clock,
  });
