import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type {
  EditableFlowView,
  FlowInspectionView,
  ProgramData,
} from '../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../server/flows/flow.contract.ts';
import type {
  FlowMoveView,
  FlowVersionsView,
  MovePreviewView,
} from '../../../server/flows/life/flow-life.contract.ts';
import { callApi } from './call-api.ts';
import { still } from './still.ts';

const pathOf = (flow: string): string => `/flows/${encodeURIComponent(flow)}`;

/** Asked anew each time the editor opens, then left alone. */
export const useEditableFlow = (flow: string): UseQueryResult<EditableFlowView> =>
  useQuery({
    queryKey: ['flow-draft', flow],
    queryFn: ({ signal }) => callApi<EditableFlowView>(`${pathOf(flow)}/draft`, { signal }),
    gcTime: 0,
    ...still,
  });

/** What somebody else made of it meanwhile; asked only where that happened. */
export const useTheirs = (flow: string, happened: boolean): UseQueryResult<EditableFlowView> =>
  useQuery({
    queryKey: ['flow-draft-theirs', flow],
    queryFn: ({ signal }) => callApi<EditableFlowView>(`${pathOf(flow)}/draft`, { signal }),
    enabled: happened,
    staleTime: 0,
    gcTime: 0,
  });

export const useFlowVersions = (flow: string): UseQueryResult<FlowVersionsView> =>
  useQuery({
    queryKey: ['flow-versions', flow],
    queryFn: ({ signal }) => callApi<FlowVersionsView>(`${pathOf(flow)}/versions`, { signal }),
  });

export interface Inspection extends FlowInspectionView {
  /** What was inspected: by now another may stand there, and paths are those of this one. */
  readonly program: ProgramData;
}

export const useInspection = (
  program: ProgramData,
  startAt: string | undefined,
): UseQueryResult<Inspection> =>
  useQuery({
    queryKey: ['flow-inspection', program, startAt],
    queryFn: async ({ signal }) => {
      const body = { program, ...(startAt !== undefined && { startAt }) };
      const view = await callApi<FlowInspectionView>('/flow-programs/inspect', {
        method: 'POST',
        body,
        signal,
      });
      return { ...view, program };
    },
    placeholderData: keepPreviousData,
    ...still,
  });

export interface DraftChange {
  readonly rev: number;
  readonly base: number;
  readonly program: ProgramData;
}

export const useSaveDraft = (flow: string): UseMutationResult<EditableFlowView, Error, DraftChange> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DraftChange) =>
      callApi<EditableFlowView>(`${pathOf(flow)}/draft`, { method: 'POST', body }),
    onSuccess: (saved) => {
      client.setQueryData(['flow-draft', flow], saved);
    },
  });
};

export const useDiscardDraft = (flow: string): UseMutationResult<EditableFlowView, Error, { rev: number }> =>
  useMutation({
    mutationFn: (body) =>
      callApi<EditableFlowView>(`${pathOf(flow)}/draft/discard`, { method: 'POST', body }),
  });

export interface Publishing {
  /** The flow's `rev`. */
  readonly rev: number;
  readonly program: unknown;
}

/** A new version that new people enter. */
export const usePublish = (flow: string): UseMutationResult<FlowView, Error, Publishing> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Publishing) => callApi<FlowView>(`${pathOf(flow)}/versions`, { method: 'POST', body }),
    onSettled: () => {
      for (const queryKey of [['flows'], ['flow', flow], ['flow-versions', flow]])
        void client.invalidateQueries({ queryKey });
    },
  });
};

export const useMovePreview = (flow: string, to: number): UseQueryResult<MovePreviewView> =>
  useQuery({
    queryKey: ['flow-move-preview', flow, to],
    queryFn: () => callApi<MovePreviewView>(`${pathOf(flow)}/move/preview`, { method: 'POST', body: { to } }),
  });

export const useMove = (
  flow: string,
): UseMutationResult<FlowMoveView, Error, { readonly rev: number; readonly to: number }> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body) => callApi<FlowMoveView>(`${pathOf(flow)}/move`, { method: 'POST', body }),
    onSettled: () => {
      for (const queryKey of [
        ['flow-versions', flow],
        ['flow-move-preview', flow],
        ['flow', flow],
      ])
        void client.invalidateQueries({ queryKey });
    },
  });
};
