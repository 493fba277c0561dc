import type { ReactElement } from 'react';
import { Text } from '@shopify/polaris';

export interface Metric {
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
}

export const Metrics = ({ metrics }: { readonly metrics: readonly Metric[] }): ReactElement => (
  <dl className="enc-metrics">
    {metrics.map(({ label, value, hint }) => (
      <div key={label}>
        <dt>
          <Text as="span" tone="subdued" variant="bodySm">
            {label}
          </Text>
        </dt>
        <dd>
          <Text as="span" variant="headingLg">
            {value}
          </Text>
        </dd>
        {hint !== undefined && (
          <dd>
            <Text as="span" tone="subdued" variant="bodySm">
              {hint}
            </Text>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
