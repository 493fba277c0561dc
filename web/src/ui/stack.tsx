import type { ReactElement, ReactNode } from 'react';
import { BlockStack, InlineStack } from '@shopify/polaris';

interface StackProps {
  readonly gap?: '100' | '200' | '300' | '400';
  readonly children: ReactNode;
}

export const Stack = ({ gap = '300', children }: StackProps): ReactElement => (
  <BlockStack gap={gap}>{children}</BlockStack>
);

interface RowProps extends StackProps {
  readonly apart?: boolean;
  readonly wrap?: boolean;
}

export const Row = ({ gap = '200', apart, wrap = true, children }: RowProps): ReactElement => (
  <InlineStack gap={gap} align={apart ? 'space-between' : 'start'} blockAlign="center" wrap={wrap}>
    {children}
  </InlineStack>
);
