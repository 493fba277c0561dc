import type { ReactElement, ReactNode } from 'react';

interface TwoThirdsProps {
  readonly main: ReactNode;
  readonly side: ReactNode;
  /** On phones the side comes first: it is what is worked with there. */
  readonly sideFirst?: boolean;
}

/** What a page is about, and beside it what belongs to it; one column on phones. */
export const TwoThirds = ({ main, side, sideFirst }: TwoThirdsProps): ReactElement => (
  <div className="enc-two-thirds" data-side-first={sideFirst ?? false}>
    <div>{main}</div>
    <div>{side}</div>
  </div>
);
