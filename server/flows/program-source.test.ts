import { beforeEach, describe, expect, it } from '@jest/globals';
import { asFlowId, asShopId } from '../lib/brand.ts';
import { silentLogger } from '../lib/logger.ts';
import { versionKey } from '../engine/ports.ts';
import { steps } from '../testing/flows/flow-bench.ts';
import { abandonedCheckoutPreset } from './abandoned-checkout/preset.ts';
import { crossSellPreset } from './cross-sell/preset.ts';
import { createProgramSource } from './program-source.ts';
import { replenishmentPreset } from './replenishment/preset.ts';

const lumen = asShopId('lumen.example');
const umbra = asShopId('umbra.example');
const flow = asFlowId('abandoned-checkout');

let stored: Map<string, unknown>;
let reads: number;

beforeEach(() => {
  stored = new Map();
  reads = 0;
});

const source = () =>
  createProgramSource({
    steps,
    logger: silentLogger,
    versions: {
      findMany: async (shop, versions) => {
        reads += 1;
        return versions.flatMap(({ flow: id, version }) => {
          const program = stored.get(`${shop}/${id}@${version}`);
          return program === undefined ? [] : [{ flow: id, version, program }];
        });
      },
    },
  });

describe('frozen programs', () => {
  it('reads each version once', async () => {
    stored.set(`${lumen}/${flow}@1`, abandonedCheckoutPreset.program);
    const programs = source();
    const wanted = [{ shop: lumen, flow, version: 1 }];

    await programs.load(wanted);
    const again = await programs.load(wanted);

    expect(reads).toBe(1);
    expect(again.get(versionKey({ shop: lumen, flow, version: 1 }))?.steps).toHaveLength(4);
  });

  it('keeps two shops apart that call their flows the same', async () => {
    stored.set(`${lumen}/${flow}@1`, abandonedCheckoutPreset.program);
    stored.set(`${umbra}/${flow}@1`, { ...abandonedCheckoutPreset.program, priority: 7 });

    const found = await source().load([lumen, umbra].map((shop) => ({ shop, flow, version: 1 })));

    expect([...found.values()].map(({ priority }) => priority)).toEqual([300, 7]);
  });

  it.each([
    ['text that is no program', 'gibberish'],
    [
      'a step that does not exist',
      { ...abandonedCheckoutPreset.program, steps: [{ id: 'a', key: 'dance', args: {} }] },
    ],
    ['nothing at all', undefined],
  ])('has none for %s', async (_name, program) => {
    if (program !== undefined) stored.set(`${lumen}/${flow}@1`, program);

    expect((await source().load([{ shop: lumen, flow, version: 1 }])).size).toBe(0);
  });

  it('looks again for a version that was not there yet', async () => {
    const programs = source();
    await programs.load([{ shop: lumen, flow, version: 2 }]);
    stored.set(`${lumen}/${flow}@2`, abandonedCheckoutPreset.program);

    expect((await programs.load([{ shop: lumen, flow, version: 2 }])).size).toBe(1);
  });
});

describe('presets', () => {
  it.each([abandonedCheckoutPreset, replenishmentPreset, crossSellPreset])(
    'parses $key',
    async ({ key, program }) => {
      const id = asFlowId(key);
      stored.set(`${lumen}/${key}@1`, JSON.parse(JSON.stringify(program)));

      const found = await source().load([{ shop: lumen, flow: id, version: 1 }]);

      expect([...found.values()]).toHaveLength(1);
    },
  );

  it('ranks checkout before replenishment before cross-sell', () => {
    const priorities = [abandonedCheckoutPreset, replenishmentPreset, crossSellPreset].map(
      ({ program }) => program.priority,
    );

    expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
    expect(new Set(priorities).size).toBe(3);
  });
});
