import { configure, render } from '@testing-library/react';
import { QueryClient } from '@tanstack/react-query';
import { RouterProvider, createMemoryRouter } from 'react-router';
import { App } from '../app/app.tsx';
import { AppRoot } from '../app/app-root.tsx';
import { routes } from '../app/routes.tsx';
import { localeFor } from '../i18n/choose-locale.ts';
import { pageWords } from '../i18n/page-words.ts';
import { startI18n } from '../i18n/start-i18n.ts';

// The first screen of a file brings Polaris with it, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new TypeError(message ?? 'not found') });

/** The whole admin at an address, as a browser would show it to somebody who speaks `language`. */
export const renderApp = async (
  address: string,
  language = 'en',
): Promise<{ readonly where: () => string }> => {
  const i18n = await startI18n(localeFor(undefined, [language]));
  await pageWords();
  const router = createMemoryRouter([{ element: <AppRoot />, children: routes }], {
    initialEntries: [address],
  });
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  render(
    <App i18n={i18n} queryClient={queryClient}>
      <RouterProvider router={router} />
    </App>,
  );
  return { where: () => `${router.state.location.pathname}${router.state.location.search}` };
};
