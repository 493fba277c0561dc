import type { ReactElement, ReactNode } from 'react';
import { Banner } from '@shopify/polaris';

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'critical';
  readonly title?: string | undefined;
  readonly action?: { readonly content: string; readonly onAction: () => void } | undefined;
  readonly children?: ReactNode;
}

/** Stays until what it tells is over. */
export const Notice = ({ tone, title, action, children }: NoticeProps): ReactElement => (
  <Banner tone={tone} {...(title !== undefined && { title })} {...(action && { action })}>
    {children}
  </Banner>
);
