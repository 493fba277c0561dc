import type { ReactElement, ReactNode } from 'react';
import { Box } from '@shopify/polaris';

/** Space around something that stands alone in a card without padding. */
export const Inset = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Box padding="400">{children}</Box>
);
