import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { flowSchema } from '../flow.contract.ts';
import { codeOf, fieldsOf } from '../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, mail, programOf, stranger, wait } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { asFlowId } from '../../lib/brand.ts';
import { flowCommandsSchema, flowVersionsSchema } from './flow-life.contract.ts';

let world: LifeWorld;
beforeAll(async () => {
  world = await createLifeWorld('flow_life');
});
beforeEach(() => {
  world.queued.splice(0);
});
afterAll(() => world.close());

const shorter = programOf([wait('wait-1', 'PT20M'), mail('checkout-1')]);

const replenishmentWith = (args: Record<string, string>) =>
  programOf([mail('a', 'replenishment-1')], { trigger: { kind: 'replenishment', args } });

const newFlow = async (program: unknown = shorter) => {
  const answer = await world.ask('post', '/flows', { program, title: 'Mine' });
  return flowSchema.parse(answer.body);
};

const logOf = async (flow: string) => {
  const answer = await world.ask('get', `/flows/${flow}/commands`);
  return flowCommandsSchema.parse(answer.body).commands.map(({ kind, rev, by }) => [kind, rev, by]);
};

describe('making a flow', () => {
  it('makes a draft from a program, with its version and a line in the log', async () => {
    const flow = await newFlow();

    expect(flow).toMatchObject({ title: 'Mine', status: 'draft', version: 1, rev: 0 });
    expect(await logOf(flow.id)).toEqual([['create', 0, '7']]);
  });

  it('makes another one from a preset', async () => {
    const answer = await world.ask('post', '/flows', { preset: 'cross-sell' });

    expect(flowSchema.parse(answer.body)).toMatchObject({ title: 'Cross-sell', status: 'draft' });
  });

  it.each([
    ['an unknown template', programOf([mail('a', 'nothing-like-it')]), 'steps.0.args.template'],
    [
      'an unknown template within an arm',
      programOf([
        {
          id: 'b',
          key: 'branch',
          args: { experiment: 'x', weights: [1, 1] },
          arms: [[], [mail('a', 'gone')]],
        },
      ]),
      'steps.0.arms.1.0.args.template',
    ],
    ['an unknown step', programOf([{ id: 'a', key: 'jump', args: {} }]), 'steps.0.key'],
    ['an unknown kind', programOf([mail('a')], { trigger: { kind: 'magic', args: {} } }), 'trigger.kind'],
    [
      'a goal that no store tells of',
      programOf([mail('a')], { goal: { event: 'order.plcaed' } }),
      'goal.event',
    ],
    ['arguments its kind can’t read', replenishmentWith({ interval: 'soon' }), 'trigger.args.interval'],
  ])('refuses %s, says where, and stores nothing', async (_what, program, field) => {
    const before = (await world.flows.service.list(lumen)).length;

    const answer = await world.ask('post', '/flows', { program, title: 'Bad' });

    expect([answer.status, codeOf(answer.body)]).toEqual([422, 'program_invalid']);
    expect(Object.keys(fieldsOf(answer.body))).toContain(field);
    expect(await world.flows.service.list(lumen)).toHaveLength(before);
  });

  it.each(['a\0b', 'two\nlines', '\u001b[31mred', '\ud800', '   ', 'x'.repeat(121)])(
    'refuses the title %j and stores nothing',
    async (title) => {
      const before = (await world.flows.service.list(lumen)).length;

      const answer = await world.ask('post', '/flows', { program: programOf([mail('a')]), title });

      expect([answer.status, Object.keys(fieldsOf(answer.body))]).toEqual([400, ['body.title']]);
      expect(await world.flows.service.list(lumen)).toHaveLength(before);
    },
  );

  it('refuses a preset that isn’t there', async () => {
    const answer = await world.ask('post', '/flows', { preset: 'magic' });

    expect([answer.status, Object.keys(fieldsOf(answer.body))]).toEqual([400, ['preset']]);
  });
});

describe('editing', () => {
  it('freezes a new version that new people pin, and keeps the old one', async () => {
    const flow = await newFlow();
    const program = programOf([wait('wait-1', 'PT10M'), mail('checkout-1')]);

    const edited = await world.ask('post', `/flows/${flow.id}/versions`, { rev: 0, program });

    expect(flowSchema.parse(edited.body)).toMatchObject({ version: 2, rev: 1 });
    const versions = await world.ask('get', `/flows/${flow.id}/versions`);
    const seen = flowVersionsSchema.parse(versions.body).versions;
    expect(seen.map(({ version, current }) => [version, current])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(JSON.stringify(seen[1]?.program)).toContain('PT20M');
    expect(await logOf(flow.id)).toEqual([
      ['create', 0, '7'],
      ['edit', 1, '7'],
    ]);
  });

  it('stores nothing of a program that doesn’t parse', async () => {
    const flow = await newFlow();

    const answer = await world.ask('post', `/flows/${flow.id}/versions`, { rev: 0, program: { steps: [] } });

    expect(codeOf(answer.body)).toBe('program_invalid');
    expect(await world.services.life.versions(lumen, flow.id)).toHaveLength(1);
  });

  it('lets one of two edits of the same revision win, and leaves nothing of the other', async () => {
    const flow = await newFlow();
    const edit = (duration: string) =>
      world.ask('post', `/flows/${flow.id}/versions`, {
        rev: 0,
        program: programOf([wait('wait-1', duration), mail('checkout-1')]),
      });

    const answers = await Promise.all([edit('PT5M'), edit('PT6M')]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await world.services.life.versions(lumen, flow.id)).toHaveLength(2);
    expect(await logOf(flow.id)).toHaveLength(2);
  });

  it('refuses to turn a flow into one of another kind', async () => {
    const flow = await newFlow();

    const answer = await world.ask('post', `/flows/${flow.id}/versions`, {
      rev: 0,
      program: replenishmentWith({}),
    });

    expect(Object.keys(fieldsOf(answer.body))).toEqual(['trigger.kind']);
  });

  it('gives it another title', async () => {
    const flow = await newFlow();

    const answer = await world.ask('post', `/flows/${flow.id}/rename`, { rev: 0, title: '  Ours ' });

    expect(flowSchema.parse(answer.body)).toMatchObject({ title: 'Ours', rev: 1 });
    expect(await logOf(flow.id)).toContainEqual(['rename', 1, '7']);
  });
});

describe('the turns of a flow', () => {
  it('goes from draft to live, paused, finishing, live again and archived, each a line in the log', async () => {
    const flow = await newFlow();
    const steps = [
      ['post', 'publish', { rev: 0 }, 'live'],
      ['patch', '', { rev: 1, status: 'paused' }, 'paused'],
      ['patch', '', { rev: 2, status: 'live' }, 'live'],
      ['post', 'finish', { rev: 3 }, 'finishing'],
      ['patch', '', { rev: 4, status: 'live' }, 'live'],
      ['post', 'archive', { rev: 5 }, 'archived'],
    ] as const;

    for (const [method, turn, body, status] of steps) {
      const answer = await world.ask(method, `/flows/${flow.id}${turn && `/${turn}`}`, body);
      expect(flowSchema.parse(answer.body).status).toBe(status);
    }

    expect((await logOf(flow.id)).map(([kind]) => kind)).toEqual([
      'create',
      'publish',
      'pause',
      'resume',
      'finish',
      'resume',
      'archive',
    ]);
  });

  it('asks a worker to empty an archived flow, also when it is asked for again', async () => {
    const flow = await newFlow();
    await world.ask('post', `/flows/${flow.id}/archive`, { rev: 0 });

    await world.ask('post', `/flows/${flow.id}/archive`, { rev: 0 });

    const job = { name: 'flow.archive', payload: { shop: lumen, flow: flow.id } };
    expect(world.queued).toEqual([job, job]);
    expect(await logOf(flow.id)).toHaveLength(2);
  });

  it('never brings an archived flow back', async () => {
    const flow = await newFlow();
    await world.ask('post', `/flows/${flow.id}/archive`, { rev: 0 });

    const answers = await Promise.all([
      world.ask('patch', `/flows/${flow.id}`, { rev: 1, status: 'live' }),
      world.ask('post', `/flows/${flow.id}/finish`, { rev: 1 }),
      world.ask('post', `/flows/${flow.id}/versions`, { rev: 1, program: shorter }),
    ]);

    expect(answers.map(({ body }) => codeOf(body))).toEqual(Array(3).fill('flow_state_invalid'));
  });

  it('does nothing for somebody who has seen another revision', async () => {
    const flow = await newFlow();

    const answer = await world.ask('post', `/flows/${flow.id}/publish`, { rev: 4 });

    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'version_conflict']);
    expect(fieldsOf(answer.body)).toMatchObject({ 'yours.rev': '4', 'current.rev': '0' });
  });
});

describe('the log of commands', () => {
  it('is completed where a process died between the change and its line', async () => {
    const flow = await newFlow();
    await world.ask('post', `/flows/${flow.id}/publish`, { rev: 0 });
    await world.data.connection.collection('flow_commands').deleteMany({ flow: flow.id, rev: 1 });

    expect(await logOf(flow.id)).toEqual([
      ['create', 0, '7'],
      ['publish', 1, '7'],
    ]);
  });

  it('is completed by the next change, which would overwrite what the flow knows of it', async () => {
    const flow = await newFlow();
    await world.ask('post', `/flows/${flow.id}/publish`, { rev: 0 });
    await world.data.connection.collection('flow_commands').deleteMany({ flow: flow.id, rev: 1 });

    await world.ask('post', `/flows/${flow.id}/finish`, { rev: 1 });

    expect((await logOf(flow.id)).map(([kind]) => kind)).toEqual(['create', 'publish', 'finish']);
  });

  it('is read page by page, in the order in which things were done', async () => {
    const all = await world.services.life.commands(stranger, { limit: 10 });
    const first = await world.services.life.commands(stranger, { limit: 2 });
    const second = await world.services.life.commands(stranger, { limit: 4, after: first.next });

    expect(all.commands.map(({ kind, by }) => [kind, by])).toEqual(Array(6).fill(['create', undefined]));
    expect([...first.commands, ...second.commands]).toEqual(all.commands);
    expect(second.next).toBeUndefined();
  });

  it('never reads past a line that isn’t of its shape', async () => {
    const flow = await newFlow();
    await world.data.connection
      .collection('flow_commands')
      .updateOne({ flow: flow.id }, { $set: { 'detail.surprise': 1 } });

    const read = world.services.life.commands(lumen, { flow: asFlowId(flow.id), limit: 10 });

    await expect(read).rejects.toMatchObject({ code: 'stored_document_unreadable' });
  });
});
