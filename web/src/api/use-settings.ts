import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { SettingsChange, SettingsView } from '../../../server/shop/settings.contract.ts';
import { callApi } from './call-api.ts';
import { still } from './still.ts';

const queryKey = ['settings'];
const read = (): Promise<SettingsView> => callApi<SettingsView>('/settings');

/** Asked anew each time a form opens, then left alone. */
export const useSettings = (): UseQueryResult<SettingsView> =>
  useQuery({ queryKey, queryFn: read, gcTime: 0, ...still });

export interface SettingsStore {
  change(change: SettingsChange): Promise<SettingsView>;
  read(): Promise<SettingsView>;
}

export const useSettingsStore = (): SettingsStore => {
  const client = useQueryClient();
  return {
    read,
    change: async (body) => {
      const settings = await callApi<SettingsView>('/settings', { method: 'PATCH', body });
      client.setQueryData(queryKey, settings);
      return settings;
    },
  };
};
