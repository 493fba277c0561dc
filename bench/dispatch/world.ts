import { openData } from '../../server/app/wiring/data.ts';
import type { Data } from '../../server/app/wiring/data.ts';
import { wireFlows } from '../../server/app/wiring/flows.ts';
import type { Flows } from '../../server/app/wiring/flows.ts';
import { readConfig } from '../../server/app/config.ts';
import type { Config } from '../../server/app/config.ts';
import { asShopId } from '../../server/lib/brand.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchConnection } from '../harness/bench-connection.ts';
import { benchEnvironment } from '../processes/bench-environment.ts';

export const dispatchShop = asShopId('bench-shop.myshopify.com');
export const flowKey = 'abandoned-checkout';

export interface DispatchWorld extends Omit<BenchConnection, 'close'> {
  readonly config: Config;
  readonly data: Data;
  readonly flows: Flows;
  close(): Promise<void>;
}

const configOf = (uri: string, providerUrl: string): Config => readConfig(benchEnvironment(uri, providerUrl));

/** The worker's parts as jobs/compose.ts puts them together, over one of the run's databases. */
export const openDispatchWorld = async (
  uri: string,
  { providerUrl, counted = false }: { providerUrl: string; counted?: boolean },
): Promise<DispatchWorld> => {
  const own = await openBenchConnection(uri, counted);
  const data = await openData(own.connection, { watchClock: false });
  return {
    ...own,
    config: configOf(uri, providerUrl),
    data,
    flows: wireFlows(data, silentLogger),
    close: async () => {
      await data.clock.close();
      await own.close();
    },
  };
};
