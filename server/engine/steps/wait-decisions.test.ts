import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../lib/json.ts';
import { anEntry } from '../../testing/engine/enrollments.ts';
import { anExit, aProgram, aWait } from '../../testing/engine/programs.ts';
import { createRunnerBench } from '../../testing/engine/runner-bench.ts';
import type { FactPort } from '../ports.ts';

const factsOf = (contact: JsonObject): FactPort => ({
  load: async (enrollments) => new Map(enrollments.map(({ id }) => [id, { zone: 'UTC', contact }])),
});

const storyOf = async (contact: JsonObject) => {
  const program = aProgram([aWait('wait', { bestHour: { default: 18 } }), anExit('out', 'end')]);
  const bench = createRunnerBench(program, { facts: factsOf(contact) });
  await bench.store.enroll(anEntry({ step: 'wait' }));
  await bench.settle();
  bench.clock.set(new Date('2026-03-10T21:00:00Z'));
  await bench.settle();
  return { lines: bench.decisions.lines(), until: bench.decisions.records[0]?.detail?.['until'] };
};

describe('the story of a wait', () => {
  it('says that the hour was learned', async () => {
    expect(await storyOf({ properties: { bestHour: 20 } })).toEqual({
      lines: ['waited wait best_hour_learned', 'exited end'],
      until: '2026-03-10T20:00:00.000Z',
    });
  });

  it('says that it was the merchant’s', async () => {
    expect(await storyOf({})).toEqual({
      lines: ['waited wait best_hour_default', 'exited end'],
      until: '2026-03-10T18:00:00.000Z',
    });
  });
});
