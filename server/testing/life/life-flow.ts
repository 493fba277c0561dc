import { versionKey } from '../../engine/ports.ts';
import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram } from '../../engine/program.ts';
import type { FlowStatus } from '../../flows/flow.ts';
import type { FlowRuntime } from '../../flows/reactor-deps.ts';
import { asFlowId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { shopId, day } from '../flows/builders.ts';
import { steps } from '../flows/flow-bench.ts';
import type { FlowBench } from '../flows/flow-bench.ts';

/** The cart flow alone, live or paused, in as many versions as it was edited. */
export interface LifeFlow {
  readonly runtime: FlowRuntime;
  status: FlowStatus;
  version: number;
}

const flowId = asFlowId('abandoned-checkout');

/** Every other version waits longer for its second mail; the steps are the same ones. */
const versionsOf = (program: FlowProgram): readonly [FlowProgram, FlowProgram] => {
  const longer = program.steps.map((step) =>
    step.id === 'wait-2' ? { ...step, args: { for: 'PT40H', from: 'entry' } } : step,
  );
  return [parseProgram(program, steps), parseProgram({ ...program, steps: longer }, steps)];
};

export const createLifeFlow = ({ kinds, runtime: { flows: _all, ...shared } }: FlowBench): LifeFlow => {
  const kind = kinds.get(flowId);
  if (kind === undefined) throw new EncoreError('not_found', { message: 'the cart flow is gone' });
  const [odd, even] = versionsOf(kind.preset.program);
  const flow: LifeFlow = {
    status: 'live',
    version: 1,
    runtime: {
      ...shared,
      flows: {
        list: async () => [
          {
            shop: shopId,
            id: flowId,
            kind: kind.key,
            title: kind.key,
            status: flow.status,
            version: flow.version,
            rev: 0,
            createdAt: day(-200),
            updatedAt: day(-200),
          },
        ],
      },
      programs: {
        load: async (versions) =>
          new Map(versions.map((each) => [versionKey(each), each.version % 2 === 1 ? odd : even])),
      },
    },
  };
  return flow;
};
