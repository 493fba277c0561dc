import type { ReactElement, ReactNode } from 'react';
import { BlockStack, Box, Text } from '@shopify/polaris';

interface EmptyProps {
  readonly title: string;
  readonly body?: string | undefined;
  readonly picture?: ReactNode;
  readonly action?: ReactNode;
}

export const Empty = ({ title, body, picture, action }: EmptyProps): ReactElement => (
  <Box padding="800">
    <BlockStack gap="300" inlineAlign="center">
      {picture}
      <Text as="h2" variant="headingMd" alignment="center">
        {title}
      </Text>
      {body !== undefined && (
        <Text as="p" tone="subdued" alignment="center">
          {body}
        </Text>
      )}
      {action}
    </BlockStack>
  </Box>
);
