import { EncoreError } from '../../lib/errors.ts';

export type RowOutcome = 'stored' | 'held' | 'failed';

/** One durable write for a whole group, one outcome a row; throws when nothing is known of any row. */
export type GroupInsert<Row> = (rows: readonly Row[]) => Promise<readonly RowOutcome[]>;

export interface GroupCommitOptions<Row> {
  readonly insert: GroupInsert<Row>;
  readonly weightOf: (row: Row) => number;
  readonly maxRows?: number;
  readonly maxBytes?: number;
  /** Groups under way at once; what comes meanwhile gathers into the next one. */
  readonly flights?: number;
  /** Rows that may wait for a flight; the next one is refused at once rather than answered too late. */
  readonly maxWaiting?: number;
}

export interface GroupCommit<Row> {
  /**
   * Resolves once the row is durable (`held`: it was before). Rejects with `inbox_unavailable` when it is not, with
   * `overloaded` when it was not even tried.
   */
  commit(row: Row): Promise<'stored' | 'held'>;
  /** Whether another row would be taken: asked before a body is read. */
  hasRoom(): boolean;
  /** A row is being read and takes its place already: a burst arrives before the first of it is stored. Call the answer once. */
  expect(): () => void;
}

interface Waiting<Row> {
  readonly row: Row;
  readonly resolve: (outcome: 'stored' | 'held') => void;
  readonly reject: (error: unknown) => void;
}

const answer = <Row>({ resolve, reject }: Waiting<Row>, outcome: RowOutcome | undefined): void => {
  if (outcome === 'stored' || outcome === 'held') resolve(outcome);
  else reject(new EncoreError('inbox_unavailable'));
};

const fly = async <Row>(group: readonly Waiting<Row>[], insert: GroupInsert<Row>): Promise<void> => {
  try {
    const outcomes = await insert(group.map(({ row }) => row));
    for (const [index, waiting] of group.entries()) answer(waiting, outcomes[index]);
  } catch (cause) {
    for (const { reject } of group) reject(new EncoreError('inbox_unavailable', { cause }));
  }
};

/** Requests that arrive together share one write: durability costs a group what it costs one row. */
export const createGroupCommit = <Row>(options: GroupCommitOptions<Row>): GroupCommit<Row> => {
  const { insert, weightOf, maxRows = 50, maxBytes = 1_048_576, flights = 3, maxWaiting = 200 } = options;
  const queue: Waiting<Row>[] = [];
  let flying = 0;
  let scheduled = false;
  let expected = 0;

  const takeGroup = (): Waiting<Row>[] => {
    let bytes = 0;
    let count = 0;
    for (const { row } of queue.slice(0, maxRows)) {
      bytes += weightOf(row);
      if (count > 0 && bytes > maxBytes) break;
      count += 1;
    }
    return queue.splice(0, count);
  };
  const launch = (): void => {
    scheduled = false;
    while (flying < flights && queue.length > 0) {
      flying += 1;
      void fly(takeGroup(), insert).finally(() => {
        flying -= 1;
        launch();
      });
    }
  };
  const hasRoom = (): boolean => queue.length + expected < maxWaiting;
  return {
    hasRoom,
    expect: () => {
      expected += 1;
      return () => (expected -= 1);
    },
    commit: (row) =>
      new Promise((resolve, reject) => {
        if (!hasRoom()) {
          reject(new EncoreError('overloaded'));
          return;
        }
        queue.push({ row, resolve, reject });
        if (scheduled || flying >= flights) return;
        // Everything the event loop has read by now belongs to the same group.
        scheduled = true;
        setImmediate(launch);
      }),
  };
};
