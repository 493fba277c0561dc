import type { ReactElement, ReactNode } from 'react';
import { InlineGrid } from '@shopify/polaris';

/** Cards to choose among: two beside each other, one on phones. */
export const Gallery = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
    {children}
  </InlineGrid>
);
