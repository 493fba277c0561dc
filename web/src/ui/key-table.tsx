import type { ReactElement } from 'react';
import './key-table.css';

interface KeyTableProps {
  readonly title: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly rows: readonly { readonly id: string; readonly keys: string; readonly does: string }[];
}

/** Keys and what they do, folded away until asked for. */
export const KeyTable = ({ title, open, onOpen, rows }: KeyTableProps): ReactElement => (
  <details
    className="enc-keys"
    open={open}
    onToggle={(event) => {
      onOpen(event.currentTarget.open);
    }}
  >
    <summary>{title}</summary>
    <dl>
      {rows.map(({ id, keys, does }) => (
        <div key={id}>
          <dt>{keys}</dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </details>
);
