import type { ShopId } from '../lib/brand.ts';
import { versionKey } from '../engine/ports.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { FlowKind } from './flow-kind.ts';
import type { Flow } from './flow.ts';
import type { FlowRuntime } from './reactor-deps.ts';

/** A flow with what it takes to run it. */
export interface RunningFlow {
  readonly flow: Flow;
  readonly kind: FlowKind;
  /** Of the version that new enrollments pin. */
  readonly program: FlowProgram;
}

/** Drafts and archived flows included; those whose kind or program is gone are not. */
export const loadFlows = async (
  { flows, kinds, programs }: Pick<FlowRuntime, 'flows' | 'kinds' | 'programs'>,
  shop: ShopId,
): Promise<readonly RunningFlow[]> => {
  const found = await flows.list(shop);
  const loaded = await programs.load(found.map(({ id, version }) => ({ shop, flow: id, version })));
  return found.flatMap((flow) => {
    const kind = kinds.get(flow.kind);
    const program = loaded.get(versionKey({ shop, flow: flow.id, version: flow.version }));
    return kind === undefined || program === undefined ? [] : [{ flow, kind, program }];
  });
};
