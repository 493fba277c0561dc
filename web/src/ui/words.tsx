import type { ReactElement, ReactNode } from 'react';
import { Text } from '@shopify/polaris';

interface WordsProps {
  readonly quiet?: boolean;
  readonly strong?: boolean;
  readonly small?: boolean;
  readonly inline?: boolean;
  readonly children: ReactNode;
}

export const Words = ({ quiet, strong, small, inline, children }: WordsProps): ReactElement => (
  <Text
    as={inline ? 'span' : 'p'}
    variant={small ? 'bodySm' : 'bodyMd'}
    fontWeight={strong ? 'semibold' : 'regular'}
    {...(quiet && { tone: 'subdued' })}
  >
    {children}
  </Text>
);

export const Heading = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Text as="h2" variant="headingMd">
    {children}
  </Text>
);

/** For people who hear the screen. */
export const Hidden = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Text as="span" visuallyHidden>
    {children}
  </Text>
);
