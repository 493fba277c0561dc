import type { ReactElement, ReactNode } from 'react';
import { InlineGrid } from '@shopify/polaris';

/** Two equal columns; one on phones. */
export const SideBySide = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
    {children}
  </InlineGrid>
);
