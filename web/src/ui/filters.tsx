import type { ReactElement, ReactNode } from 'react';
import { Box } from '@shopify/polaris';

export const Filters = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Box padding="400" borderBlockEndWidth="025" borderColor="border-secondary">
    <div className="enc-filters">{children}</div>
  </Box>
);
