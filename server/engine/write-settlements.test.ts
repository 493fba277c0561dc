import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../lib/errors.ts';
import { silentLogger } from '../lib/logger.ts';
import { anEnrollment, anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import type { DecisionRecord } from './decision.ts';
import { createMemoryEngineStore } from './memory-engine-store.ts';
import { deferral, exit } from './settlement.ts';
import { createSettlementWriter } from './write-settlements.ts';

const open = async () => {
  const store = createMemoryEngineStore();
  const written: string[] = [];
  const log = {
    record: async (records: readonly DecisionRecord[]): Promise<void> => {
      const [found] = await store.findMany([anEnrollment().id]);
      written.push(`${records.map(({ kind }) => kind).join()} at rev ${found?.rev ?? '?'}`);
    },
  };
  const { enrollment } = await store.enroll(anEntry());
  const write = createSettlementWriter({ store, decisions: log, logger: silentLogger });
  return { store, enrollment, written, write, log };
};

const later = { step: 'mail', plannedAt: noon, at: minutesAfter(noon, 5), reason: 'barrier' };
const decided = ({ id, shop, flow, contact, about }: ReturnType<typeof anEnrollment>): DecisionRecord => ({
  shop,
  flow,
  contact,
  about,
  enrollment: id,
  step: 'mail',
  kind: 'sent',
  reason: 'accepted',
  at: noon,
});

describe('writing a group', () => {
  it('explains it right behind its move, what the executor decided in the same insert', async () => {
    const { enrollment, written, write } = await open();

    await write([deferral(enrollment, noon, later)], [decided(enrollment)]);

    expect(written).toEqual(['sent,deferred at rev 1']);
  });

  it('tells the branches on the way before where it came to rest', async () => {
    const { enrollment, written, write } = await open();
    const branched = [{ ...decided(enrollment), kind: 'branched' as const }];

    await write([{ ...exit(enrollment, noon, 'left'), branched }]);

    expect(written).toEqual(['branched,exited at rev 1']);
  });

  it('explains nothing of a move that didn’t match, but what was decided all the same', async () => {
    const { store, enrollment, written, write } = await open();
    await store.exit(enrollment.id, 'ordered');

    const matched = await write([deferral(enrollment, noon, later)], [decided(enrollment)]);

    expect([matched.size, written]).toEqual([0, ['sent at rev 1']]);
  });

  it('writes nothing where nothing was decided', async () => {
    const { written, write } = await open();

    expect(await write([])).toEqual(new Set());
    expect(written).toEqual([]);
  });

  it('has moved people also when the explanation is refused', async () => {
    const { store, enrollment } = await open();
    const refuse = { record: () => Promise.reject(new EncoreError('database_unreachable')) };
    const write = createSettlementWriter({ store, decisions: refuse, logger: silentLogger });

    const matched = await write([deferral(enrollment, noon, later)]);

    expect(matched).toEqual(new Set([enrollment.id]));
  });
});
