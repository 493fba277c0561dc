import type { ReactElement, ReactNode } from 'react';
import { Rows } from './rows.tsx';
import { Words } from './words.tsx';

export interface Fact {
  readonly label: string;
  /** Facts without a value are left out. */
  readonly value: ReactNode;
}

export const Facts = ({ facts }: { readonly facts: readonly Fact[] }): ReactElement => (
  <Rows
    rows={facts
      .filter(({ value }) => value !== null)
      .map(({ label, value }) => ({
        id: label,
        content: (
          <>
            <Words inline quiet>
              {label}
            </Words>
            <Words inline>{value}</Words>
          </>
        ),
      }))}
  />
);
