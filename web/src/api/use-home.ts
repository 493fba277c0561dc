import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type {
  AttentionActWord,
  AttentionDoneView,
  AttentionView,
} from '../../../server/insights/attention/attention.contract.ts';
import type { FiguresView, ReturningView } from '../../../server/insights/figures/figures.contract.ts';
import type { OnboardingAnswerView, OnboardingView } from '../../../server/shop/onboarding.contract.ts';
import { callApi } from './call-api.ts';

const useRead = <View>(name: string): UseQueryResult<View> =>
  useQuery({ queryKey: [name], queryFn: ({ signal }) => callApi<View>(`/${name}`, { signal }) });

export const useFigures = (): UseQueryResult<FiguresView> => useRead('figures');
export const useReturning = (): UseQueryResult<ReturningView> => useRead('returning');
export const useAttention = (): UseQueryResult<AttentionView> => useRead('attention');
export const useOnboarding = (): UseQueryResult<OnboardingView> => useRead('onboarding');

export const useAttentionAct = (): UseMutationResult<AttentionDoneView, Error, AttentionActWord> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act) => callApi<AttentionDoneView>('/attention/act', { method: 'POST', body: { act } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['attention'] }),
  });
};

/** `dismiss`: shown no more; else what is said of a step. */
export const useAnswerOnboarding = (): UseMutationResult<
  OnboardingView,
  Error,
  OnboardingAnswerView | 'dismiss'
> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said) =>
      said === 'dismiss'
        ? callApi<OnboardingView>('/onboarding/dismiss', { method: 'POST', body: {} })
        : callApi<OnboardingView>('/onboarding', { method: 'POST', body: said }),
    onSuccess: (view) => {
      client.setQueryData(['onboarding'], view);
    },
  });
};
