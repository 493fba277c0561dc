import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider, createBrowserRouter } from 'react-router';
import { AppRoot } from './app/app-root.tsx';
import { App } from './app/app.tsx';
import { createQueryClient } from './app/query-client.ts';
import { routes } from './app/routes.tsx';
import { localeFor } from './i18n/choose-locale.ts';
import { startI18n } from './i18n/start-i18n.ts';
import { personsLanguages, shopsLanguage } from './i18n/wanted-languages.ts';

const place = document.getElementById('app');
if (place) {
  const i18n = await startI18n(localeFor(shopsLanguage(), personsLanguages()));
  const router = createBrowserRouter([{ element: <AppRoot />, children: routes }]);
  createRoot(place).render(
    <StrictMode>
      <App i18n={i18n} queryClient={createQueryClient()}>
        <RouterProvider router={router} />
      </App>
    </StrictMode>,
  );
}
