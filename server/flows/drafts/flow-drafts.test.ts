import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codeOf, fieldsOf } from '../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, mail, programOf, wait } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { editableFlowSchema, inspectionSchema } from './draft.contract.ts';
import type { EditableFlowView, FlowInspectionView } from './draft.contract.ts';

let world: LifeWorld;

beforeAll(async () => {
  world = await createLifeWorld('flow_drafts');
});
beforeEach(async () => {
  await world.data.connection.collection('flow_drafts').deleteMany({});
});
afterAll(() => world.close());

const path = '/flows/abandoned-checkout/draft';
const hourLater = programOf([wait('wait-1', 'PT1H'), mail('checkout-1')]);

const open = async (): Promise<EditableFlowView> =>
  editableFlowSchema.parse((await world.ask('get', path)).body);
const save = (rev: number, program: unknown = hourLater) =>
  world.ask('post', path, { rev, base: 1, program });
const inspect = async (program: unknown, startAt = '2026-03-27T16:10:00.000Z'): Promise<FlowInspectionView> =>
  inspectionSchema.parse((await world.ask('post', '/flow-programs/inspect', { program, startAt })).body);

describe('a draft', () => {
  it('is not there at first; what people enter now is', async () => {
    const { draft, current, templates } = await open();

    expect(draft).toBeNull();
    expect(current.version).toBe(1);
    expect(current.program).toMatchObject({ trigger: { kind: 'abandoned-checkout' } });
    expect(templates).toContain('checkout-1');
  });

  it('is kept as it was saved, by whom, and changes nothing for anybody', async () => {
    const before = await world.flows.service.find(lumen, 'abandoned-checkout');

    const saved = editableFlowSchema.parse((await save(0)).body);

    expect(saved.draft).toMatchObject({ program: hourLater, base: 1, rev: 1, savedBy: '7' });
    expect(await open()).toEqual(saved);
    expect(await world.flows.service.find(lumen, 'abandoned-checkout')).toEqual(before);
  });

  it('need not be finished', async () => {
    const half = { ...hourLater, steps: [{ id: 'a', key: 'send-email', args: {} }] };

    expect((await save(0, half)).status).toBe(200);
    expect((await open()).draft?.program).toEqual(half);
  });

  it('is never overwritten by somebody who has not seen it', async () => {
    await save(0);
    await save(1, { ...hourLater, priority: 7 });

    for (const rev of [0, 1, 9]) {
      const answer = await save(rev);
      expect([answer.status, codeOf(answer.body)]).toEqual([409, 'version_conflict']);
    }
    expect((await open()).draft).toMatchObject({ rev: 2, program: { priority: 7 } });
  });

  it('is thrown away once, and only by somebody who has seen it', async () => {
    await save(0);

    const unseen = await world.ask('post', `${path}/discard`, { rev: 4 });
    const seen = await world.ask('post', `${path}/discard`, { rev: 1 });
    const again = await world.ask('post', `${path}/discard`, { rev: 1 });

    expect([unseen.status, seen.status, again.status]).toEqual([409, 200, 200]);
    expect((await open()).draft).toBeNull();
  });

  it('is refused when it is beyond all bounds', async () => {
    let deep: unknown = 'bottom';
    for (let n = 0; n < 200; n += 1) deep = { deep };

    const answer = await save(0, { ...hourLater, filter: deep });

    expect([answer.status, codeOf(answer.body)]).toEqual([422, 'program_invalid']);
    expect((await open()).draft).toBeNull();
  });

  it('of a flow that is not there is not found', async () => {
    const answer = await world.ask('post', '/flows/nope/draft', { rev: 0, base: 1, program: hourLater });

    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'not_found']);
  });
});

describe('what is wrong with a program', () => {
  it('is told with the path of each fault', async () => {
    const wrong = programOf([wait('wait-1', 'soon'), mail('a', 'no-such-template')]);

    const { problems, line } = await inspect(wrong);

    expect(Object.keys(problems)).toEqual(['steps.0.args.for']);
    expect(line).toEqual([]);
    expect(Object.keys((await inspect(programOf([mail('a', 'no-such-template')]))).problems)).toEqual([
      'steps.0.args.template',
    ]);
  });

  it('is told of anything at all', async () => {
    for (const program of [null, 7, 'flow', [], {}, { steps: 'many' }])
      expect(Object.keys((await inspect(program)).problems).length).toBeGreaterThan(0);
  });

  it('needs a moment that is one', async () => {
    const answer = await world.ask('post', '/flow-programs/inspect', { program: {}, startAt: 'friday' });

    expect(Object.keys(fieldsOf(answer.body))).toEqual(['body.startAt']);
  });
});
