import type { ReactElement, ReactNode } from 'react';
import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';

interface PanelProps {
  readonly title?: string | undefined;
  readonly hint?: string | undefined;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** For tables: the content reaches the edges. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}

export const Panel = ({ title, hint, aside, flush, children }: PanelProps): ReactElement => (
  <Card padding={flush ? '0' : '400'}>
    <BlockStack gap="300">
      {title !== undefined && (
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {aside}
          </InlineStack>
          {hint !== undefined && (
            <Text as="p" tone="subdued">
              {hint}
            </Text>
          )}
        </BlockStack>
      )}
      {children}
    </BlockStack>
  </Card>
);
