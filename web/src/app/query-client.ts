import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';

const worthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof ApiError && error.status >= 500;

/** `always`: without a network a query fails and says so, where it would otherwise wait in silence. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: worthRetrying,
        staleTime: 2_000,
        refetchInterval: (query) => (query.state.status === 'error' ? false : 10_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
