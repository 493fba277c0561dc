import { beforeEach, describe, expect, it } from '@jest/globals';
import { flowListSchema, flowSchema } from '../../../flows/flow.contract.ts';
import { aFlow, lumen } from '../../../testing/admin-api/in-memory-services.ts';
import { codeOf, createApiHarness } from '../../../testing/admin-api/api-harness.ts';
import type { ApiHarness } from '../../../testing/admin-api/api-harness.ts';

let api: ApiHarness;

beforeEach(() => {
  api = createApiHarness();
});

describe('GET /api/flows', () => {
  it('draws the steps without what is inside them', async () => {
    const answer = await api.get('/flows');

    const [flow] = flowListSchema.parse(answer.body).flows;
    expect(flow?.steps).toEqual([
      { kind: 'wait', id: 'wait-first', duration: 'PT30M', from: 'entry' },
      { kind: 'email', id: 'first' },
      { kind: 'wait', id: 'wait-second', duration: 'PT30H', from: 'entry' },
      { kind: 'email', id: 'second' },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('reminder-1');
  });

  it('counts the skipped and names the most frequent reason first', async () => {
    const answer = await api.get('/flows/abandoned-checkout');

    const flow = flowSchema.parse(answer.body);
    expect(flow.skipped).toBe(35);
    expect(flow.skippedBecause.map(({ reason }) => reason)).toEqual(['already_ordered', 'no_consent']);
  });

  it('draws branches with their arms, and what it does not know as an action', async () => {
    const program = {
      ...aFlow().program,
      steps: [
        {
          id: 'fork',
          key: 'branch',
          args: {},
          arms: [[{ id: 'tag', key: 'act', args: {} }], [{ id: 'bye', key: 'exit', args: {} }]],
        },
        { id: 'morning', key: 'wait', args: { until: { time: '08:00' } } },
      ],
    };
    api.memory.flows.set(lumen, [aFlow({ program })]);

    const answer = await api.get('/flows/abandoned-checkout');

    expect(flowSchema.parse(answer.body).steps).toEqual([
      { kind: 'branch', id: 'fork', arms: [[{ kind: 'act', id: 'tag' }], [{ kind: 'exit', id: 'bye' }]] },
      { kind: 'wait', id: 'morning', duration: null, from: 'previous' },
    ]);
  });

  it('answers 404 for a flow that is not there', async () => {
    const answer = await api.get('/flows/nope');

    expect(answer.status).toBe(404);
    expect(codeOf(answer.body)).toBe('not_found');
  });
});
