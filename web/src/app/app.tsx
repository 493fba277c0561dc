import type { i18n } from 'i18next';
import type { ReactElement, ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { QueryClientProvider } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';

interface AppProps {
  readonly i18n: i18n;
  readonly queryClient: QueryClient;
  readonly children: ReactNode;
}

export const App = ({ i18n, queryClient, children }: AppProps): ReactElement => (
  <I18nextProvider i18n={i18n}>
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  </I18nextProvider>
);
