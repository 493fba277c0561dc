import type { ReactElement, ReactNode } from 'react';

interface TwoThirdsProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
}

/** What a page is about, and beside it what belongs to it; one column on phones. */
export const TwoThirds = ({ main, side }: TwoThirdsProps): ReactElement => (
  <div className="enc-two-thirds">
    <div>{main}</div>
    <div>{side}</div>
  </div>
);
