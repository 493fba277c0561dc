import type { ReactElement, ReactNode } from 'react';

/** A plain list whose rows hold something at either end. */
export const Rows = ({
  rows,
}: {
  readonly rows: readonly { readonly id: string; readonly content: ReactNode }[];
}): ReactElement => (
  <ul className="enc-list">
    {rows.map(({ id, content }) => (
      <li key={id}>{content}</li>
    ))}
  </ul>
);
