import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { MailTemplate } from '../../../server/mail/compose/blocks.contract.ts';
import type {
  OwnTemplateListView,
  OwnTemplateView,
} from '../../../server/mail/templates/own/own-template.contract.ts';
import type {
  PreviewView,
  TemplateListView,
  TestSentView,
  VariablesView,
} from '../../../server/mail/compose/mail-template.contract.ts';
import { callApi } from './call-api.ts';

const pathOf = (key: string): string => `/own-templates/${encodeURIComponent(key)}`;

export const useOwnTemplates = (): UseQueryResult<OwnTemplateListView> =>
  useQuery({
    queryKey: ['own-templates'],
    queryFn: ({ signal }) => callApi<OwnTemplateListView>('/own-templates', { signal }),
  });

/** The templates that come with Encore: they change with a release only. */
export const useBuiltInTemplates = (): UseQueryResult<TemplateListView> =>
  useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => callApi<TemplateListView>('/templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Read once: answers that arrive while somebody writes must not take the work away. */
export const useOwnTemplate = (key: string): UseQueryResult<OwnTemplateView> =>
  useQuery({
    queryKey: ['own-template', key],
    queryFn: ({ signal }) => callApi<OwnTemplateView>(pathOf(key), { signal }),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export interface NewTemplate {
  readonly key: string;
  readonly title: string;
  readonly from: string;
}

export const useCreateTemplate = (): UseMutationResult<OwnTemplateView, Error, NewTemplate> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body) => callApi<OwnTemplateView>('/own-templates', { method: 'POST', body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['own-templates'] }),
  });
};

export type TemplateAct = 'draft' | 'draft/discard' | 'publish' | 'roll-back';

export interface TemplateActing {
  readonly act: TemplateAct;
  readonly rev: number;
  readonly template?: MailTemplate;
  readonly version?: number;
}

/** Every change of one template: the answer is what it is now. */
export const useTemplateAct = (key: string): UseMutationResult<OwnTemplateView, Error, TemplateActing> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ act, ...body }) =>
      callApi<OwnTemplateView>(`${pathOf(key)}/${act}`, { method: 'POST', body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['own-templates'] }),
  });
};

export const useVariables = (flow: string): UseQueryResult<VariablesView> =>
  useQuery({
    queryKey: ['template-variables', flow],
    queryFn: ({ signal }) =>
      callApi<VariablesView>(`/templates/variables?flow=${encodeURIComponent(flow)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Shown {
  readonly template: MailTemplate;
  readonly flow: string;
  readonly contact: string | undefined;
}

const bodyOf = ({ template, flow, contact }: Shown) => ({
  template,
  flow,
  ...(contact !== undefined && { contact }),
});

export interface Previewed extends PreviewView {
  /** Ids of the blocks that were shown, in their order: by now others may stand there, and paths are of these. */
  readonly ids: readonly string[];
}

/** The compiled mail; the last good one stays while another is asked for. */
export const usePreview = (shown: Shown, ids: readonly string[]): UseQueryResult<Previewed> =>
  useQuery({
    queryKey: ['template-preview', shown, ids],
    queryFn: async ({ signal }) => {
      const body = bodyOf(shown);
      const view = await callApi<PreviewView>('/templates/preview', { method: 'POST', signal, body });
      return { ...view, ids };
    },
    placeholderData: keepPreviousData,
    // Its page is only there for some minutes.
    gcTime: 60_000,
    staleTime: 5 * 60_000,
  });

export const useTestSend = (): UseMutationResult<TestSentView, Error, Shown & { readonly to: string }> =>
  useMutation({
    mutationFn: ({ to, ...shown }) =>
      callApi<TestSentView>('/templates/test', { method: 'POST', body: { ...bodyOf(shown), to } }),
  });
