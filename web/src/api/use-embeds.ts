import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';

/** `unknown`: App Bridge names no extension of ours, as where the app was never deployed with one. */
export type EmbedStatus = 'on' | 'off' | 'unknown';

const readEmbeds = async (): Promise<EmbedStatus> => {
  const found = (await window.shopify.app?.extensions()) ?? [];
  const themes = found.filter(({ type }) => type === 'theme_app_extension');
  if (themes.length === 0) return 'unknown';
  const active = themes.some(({ activations }) =>
    activations.some((one) => 'status' in one && one.status === 'active'),
  );
  return active ? 'on' : 'off';
};

/** Whether the theme shows our forms, as App Bridge tells. */
export const useEmbeds = (): UseQueryResult<EmbedStatus> =>
  useQuery({ queryKey: ['embeds'], queryFn: readEmbeds });
