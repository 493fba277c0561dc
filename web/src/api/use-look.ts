import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { LookPreviewRequest, LookPreviewView } from '../../../server/mail/compose/look.contract.ts';
import { callApi } from './call-api.ts';

/** A mail in a look that is not saved; the last good one stays while another is made. Nothing is asked without a look. */
export const useLookPreview = (look: LookPreviewRequest | undefined): UseQueryResult<LookPreviewView> =>
  useQuery({
    queryKey: ['look-preview', look],
    queryFn: ({ signal }) =>
      callApi<LookPreviewView>('/settings/look/preview', {
        method: 'POST',
        signal,
        ...(look && { body: look }),
      }),
    enabled: look !== undefined,
    placeholderData: keepPreviousData,
    // Its page is only there for some minutes.
    gcTime: 60_000,
    staleTime: 5 * 60_000,
  });
