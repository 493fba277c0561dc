import type { ReactElement } from 'react';
import { Text } from '@shopify/polaris';

interface MomentProps {
  readonly iso: string;
  readonly short: string;
  readonly full: string;
}

export const Moment = ({ iso, short, full }: MomentProps): ReactElement => (
  <time dateTime={iso} title={full}>
    <Text as="span" tone="subdued">
      {short}
    </Text>
  </time>
);
