import type { ReactElement } from 'react';
import { SkeletonBodyText, SkeletonDisplayText } from '@shopify/polaris';
import { Hidden } from './words.tsx';

interface SkeletonProps {
  readonly label: string;
  readonly lines?: number;
  readonly heading?: boolean;
}

/** Shown in the place and about the size of what is being loaded. */
export const Skeleton = ({ label, lines = 3, heading }: SkeletonProps): ReactElement => (
  <div aria-busy="true" style={{ display: 'grid', gap: 12 }}>
    <Hidden>{label}</Hidden>
    {heading && <SkeletonDisplayText size="small" />}
    <SkeletonBodyText lines={lines} />
  </div>
);
