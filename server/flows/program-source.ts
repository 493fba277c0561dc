import type { FlowId, ShopId } from '../lib/brand.ts';
import { errorCodeOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { ProgramPort } from '../engine/ports.ts';
import { versionKey } from '../engine/ports.ts';
import { parseProgram } from '../engine/program-schema.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { StepRegistry } from '../engine/step.ts';
import type { FlowVersionRepository, StoredVersion } from './flow-version.repository.ts';

export interface ProgramSourceDeps {
  readonly versions: Pick<FlowVersionRepository, 'findMany'>;
  readonly steps: StepRegistry;
  readonly logger: Logger;
}

interface Wanted {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly version: number;
}

/** Programs are small; this is a thousand shops with three flows and a few versions of each. */
const keptPrograms = 10_000;

/** Frozen versions, each read and parsed once a process. One that can't be read is absent, and logged. */
export const createProgramSource = ({ versions, steps, logger }: ProgramSourceDeps): ProgramPort => {
  const cache = new Map<string, FlowProgram>();

  const keep = (wanted: Wanted, stored: StoredVersion | undefined): void => {
    if (stored === undefined) return;
    try {
      if (cache.size >= keptPrograms) cache.clear();
      cache.set(versionKey(wanted), parseProgram(stored.program, steps));
    } catch (error) {
      logger.error(
        { code: errorCodeOf(error), shop: wanted.shop, flow: wanted.flow },
        'flow version unreadable',
      );
    }
  };

  const fetchMissing = async (shop: ShopId, missing: readonly Wanted[]): Promise<void> => {
    const found = await versions.findMany(shop, missing);
    const byKey = new Map(found.map((stored) => [`${stored.flow}@${stored.version}`, stored]));
    for (const wanted of missing) keep(wanted, byKey.get(`${wanted.flow}@${wanted.version}`));
  };

  return {
    load: async (wanted) => {
      const missing = wanted.filter((one) => !cache.has(versionKey(one)));
      for (const [shop, ofShop] of Map.groupBy(missing, (one) => one.shop)) await fetchMissing(shop, ofShop);
      return new Map(
        wanted.flatMap((one) => {
          const program = cache.get(versionKey(one));
          return program === undefined ? [] : [[versionKey(one), program] as const];
        }),
      );
    },
  };
};
