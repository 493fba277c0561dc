import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { actArgs } from '../../engine/steps/act.step.ts';
import type { ContactId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { createActBench } from '../../testing/flows/act-bench.ts';
import { anAct, openActWorld, wind } from '../../testing/flows/act-world.ts';
import type { ActWorld } from '../../testing/flows/act-world.ts';

let people = 0;
let world: ActWorld;
let ada: ContactId;
beforeAll(async () => {
  world = await openActWorld('start workflow');
});
beforeEach(async () => {
  people += 1;
  ada = await world.aPerson({ address: `ada-${people}@example.com`, customerId: `${people}` });
});
afterAll(() => world.database.drop());

const start = anAct('gift', { startWorkflow: 'VIP gift' });

describe('starting a workflow of the platform', () => {
  it('names the customer, the flow and the step, under the id of its ledger row', async () => {
    const bench = createActBench(world.database, [start]);

    const { id } = await bench.enroll(ada);
    await bench.settle();

    const [row] = await bench.effects.ofEnrollment(world.shop, id);
    expect(row).toMatchObject({ effect: 'start-workflow', state: 'done', code: 'workflow_started' });
    expect(bench.started).toMatchObject([{ customerId: `${people}`, name: 'VIP gift', request: row?.id }]);
    expect(bench.decisions.lines()).toEqual(['moved gift workflow_started', 'done end_of_flow']);
  });

  it('has failed where the platform refuses, and the flow goes on', async () => {
    const bench = createActBench(world.database, [start]);
    bench.workflowAnswer = async () => 'refused';
    await bench.enroll(ada);
    await bench.settle();
    expect(bench.decisions.lines()).toEqual(['failed gift workflow_refused', 'done end_of_flow']);
  });

  it('is skipped on a platform without workflows', async () => {
    const bench = createActBench(world.database, [start]);
    bench.workflowAnswer = async () => 'unknown_here';
    await bench.enroll(ada);
    await bench.settle();
    expect(bench.decisions.lines()).toEqual(['skipped gift no_workflows_here', 'done end_of_flow']);
  });

  it('is skipped for who is no customer, and for who is held out', async () => {
    const bench = createActBench(world.database, [start]);
    await bench.enroll(await world.aPerson({ address: `nobody-${people}@example.com` }));
    await bench.enroll(ada, { heldOut: true });
    await bench.settle();
    expect(bench.started).toEqual([]);
    expect(
      bench.decisions
        .lines()
        .filter((line) => line.startsWith('skipped'))
        .toSorted(),
    ).toEqual(['skipped gift held_out', 'skipped gift not_a_customer']);
  });

  it('is tried again when the platform is busy, under the same id', async () => {
    const bench = createActBench(world.database, [start]);
    bench.workflowAnswer = () => Promise.reject(new EncoreError('platform_throttled'));
    await bench.enroll(ada);
    await bench.settle();
    bench.workflowAnswer = async () => 'done';
    await wind(bench, 60_000);

    const [first, again] = bench.started;
    expect(again?.request).toBe(first?.request);
    expect(bench.decisions.lines().at(-1)).toBe('done end_of_flow');
  });
});

describe('its name', () => {
  it.each([
    ['VIP gift', true],
    ['x', true],
    ['', false],
    [' VIP', false],
    ['VIP ', false],
    ['y'.repeat(101), false],
    ['\ud800', false],
    [7, false],
  ])('%p: %p', (startWorkflow, isOne) => {
    expect(actArgs.safeParse({ startWorkflow }).success).toBe(isOne);
  });
});
