import { describe, expect, it } from '@jest/globals';
import { parseProgram } from '../../engine/program-schema.ts';
import { createStepRegistry } from '../../engine/step.ts';
import { anEntry } from '../engine/enrollments.ts';
import { aMail, aProgram } from '../engine/programs.ts';
import { createRunnerBench } from '../engine/runner-bench.ts';
import { testSteps } from '../engine/steps.ts';
import { officeHoursStep } from './office-hours.step.ts';

const steps = createStepRegistry([...testSteps.values(), officeHoursStep]);
const program = (args: object) =>
  parseProgram(
    { ...aProgram([aMail('mail')]), steps: [{ id: 'office', key: 'office-hours', args }, aMail('mail')] },
    steps,
  );

const mailedAt = async (arrivedAt: string): Promise<string | undefined> => {
  const bench = createRunnerBench(program({ from: '09:00', to: '17:00' }), { steps });
  const at = new Date(arrivedAt);
  bench.clock.set(at);
  const { id } = (
    await bench.store.enroll(anEntry({ step: 'office', dueAt: at, anchorAt: at, plannedAt: at }))
  ).enrollment;
  await bench.settle();
  const { dueAt = at } = (await bench.store.findMany([id]))[0] ?? {};
  bench.clock.set(dueAt);
  await bench.settle();
  return bench.executor.performed[0]?.enrollment.plannedAt.toISOString();
};

describe('office hours', () => {
  it.each([
    ['before they begin', '2026-03-10T06:00:00Z', '2026-03-10T09:00:00.000Z'],
    ['the moment they begin', '2026-03-10T09:00:00Z', '2026-03-10T09:00:00.000Z'],
    ['within them', '2026-03-10T16:59:00Z', '2026-03-10T16:59:00.000Z'],
    ['after them', '2026-03-10T18:00:00Z', '2026-03-11T09:00:00.000Z'],
  ])('let the mail out in time when somebody comes %s', async (_when, arrivedAt, expected) => {
    expect(await mailedAt(arrivedAt)).toBe(expected);
  });

  it('end after they begin', () => {
    expect(() => program({ from: '17:00', to: '09:00' })).toThrow(
      expect.objectContaining({
        code: 'program_invalid',
        fields: { 'steps.0.args.to': 'must be later than from' },
      }),
    );
  });
});
