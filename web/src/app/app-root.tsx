import type { ReactElement } from 'react';
import { Outlet } from 'react-router';
import { UiProvider } from '../ui/ui-provider.tsx';

/** Inside the router, since the interface's links go through it. */
export const AppRoot = (): ReactElement => (
  <UiProvider>
    <Outlet />
  </UiProvider>
);
