import type { ReactElement, ReactNode } from 'react';

export interface TableColumn<Row> {
  readonly id: string;
  readonly heading: string;
  /** Never wraps: times and badges. */
  readonly keep?: boolean;
  /** Figures that are compared down the column. */
  readonly number?: boolean;
  /** On phones the heading goes before the value. */
  readonly named?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly busy?: boolean;
  readonly rowId: (row: Row) => string;
}

/** A real table; on phones each row becomes a small stack. */
export const Table = <Row,>({ caption, columns, rows, busy, rowId }: TableProps<Row>): ReactElement => (
  <table className="enc-table" aria-busy={busy ?? false}>
    <caption>{caption}</caption>
    <thead>
      <tr>
        {columns.map(({ id, heading }) => (
          <th key={id} scope="col">
            {heading}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowId(row)}>
          {columns.map(({ id, heading, keep, number, named, cell }) => (
            <td
              key={id}
              {...(keep && { className: 'enc-keep' })}
              {...(number && { className: 'enc-number' })}
              {...((number || named) && { 'data-label': heading })}
            >
              {cell(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
