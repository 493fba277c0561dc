import type { EditableFlowView, ProgramData } from '../../../server/flows/drafts/draft.contract.ts';
import type { FlowListView, FlowView } from '../../../server/flows/flow.contract.ts';
import { ApiError } from './api-error.ts';
import { callApi } from './call-api.ts';
import { isProgram } from './is-program.ts';

/** A flow with what people enter now, and a draft where there is one. */
export interface FlowProgram {
  readonly flow: FlowView;
  readonly program: ProgramData;
  readonly draft: EditableFlowView['draft'];
}

export type ProgramChange = Partial<Pick<ProgramData, 'priority' | 'holdout'>>;

const pathOf = (flow: string): string => `/flows/${encodeURIComponent(flow)}`;

/** Those that anybody can still enter. */
export const readFlowPrograms = async (): Promise<readonly FlowProgram[]> => {
  const { flows } = await callApi<FlowListView>('/flows');
  const read = await Promise.all(
    flows
      .filter(({ status }) => status !== 'archived')
      .map(async (flow) => ({ flow, editable: await callApi<EditableFlowView>(`${pathOf(flow.id)}/draft`) })),
  );
  return read.flatMap(({ flow, editable: { current, draft } }) =>
    isProgram(current.program) ? [{ flow, program: current.program, draft }] : [],
  );
};

/** What a change of them all must name: it moves with every change of any. */
export const revOf = (programs: readonly FlowProgram[]): number =>
  programs.reduce((sum, { flow, draft }) => sum + flow.rev + (draft?.rev ?? 0), 0);

const changeOne = async ({ flow, program, draft }: FlowProgram, change: ProgramChange): Promise<void> => {
  const body = { rev: flow.rev, program: { ...program, ...change } };
  const { version } = await callApi<FlowView>(`${pathOf(flow.id)}/versions`, { method: 'POST', body });
  if (draft === null || !isProgram(draft.program)) return;
  // Else publishing the draft later would take the change back.
  const drafted = { rev: draft.rev, base: version, program: { ...draft.program, ...change } };
  await callApi(`${pathOf(flow.id)}/draft`, { method: 'POST', body: drafted });
};

/**
 * A new version of each flow that changes, one after the other. Throws `version_conflict` before the first when any of them
 * is not as it was seen.
 */
export const changeFlowPrograms = async (
  changes: ReadonlyMap<string, ProgramChange>,
  rev: number,
): Promise<readonly FlowProgram[]> => {
  const now = await readFlowPrograms();
  if (revOf(now) !== rev) throw new ApiError('version_conflict', 409);
  for (const one of now) {
    const change = changes.get(one.flow.id);
    if (change !== undefined) await changeOne(one, change);
  }
  return readFlowPrograms();
};
