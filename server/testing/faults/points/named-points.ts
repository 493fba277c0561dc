import type { Operation } from './classify.ts';
import { nameOf } from './trap.ts';
import type { Point } from './trap.ts';

/** What a round must bring about for an operation to happen at all. */
export type Circumstance =
  /** People leave checkouts, some order or unsubscribe: most of the protocol. */
  | 'plain'
  /** The provider breaks down first: rows go back, and are taken again. */
  | 'provider-broken'
  /** A worker vanishes with rows `sending`, and no sweep runs. */
  | 'crash-before'
  /** A worker vanishes after the provider took the mail, and the provider tells. */
  | 'crash-and-event';

const circumstances: Readonly<Record<Exclude<Operation, 'TRYING'> | 'WRITE', Circumstance>> = {
  I1: 'plain',
  I2: 'plain',
  CLAIM: 'plain',
  A1: 'plain',
  A2: 'plain',
  A3: 'plain',
  A4: 'plain',
  E1: 'plain',
  LOWER: 'plain',
  LEASE: 'plain',
  'LEASE-read': 'plain',
  READ: 'plain',
  RENEW: 'plain',
  ROWS: 'plain',
  'GATE-barrier': 'plain',
  'GATE-facts': 'plain',
  'GATE-rev': 'plain',
  CAP: 'plain',
  WRITE: 'plain',
  SETTLE: 'plain',
  MOVE: 'plain',
  'RETURN-rev': 'plain',
  'RETURN-next': 'plain',
  RETURN: 'plain',
  'SWEEP-age': 'plain',
  'SWEEP-close': 'plain',
  'A3-cancel': 'provider-broken',
  BACK: 'provider-broken',
  'RECLAIM-take': 'provider-broken',
  'RECLAIM-unknown': 'crash-before',
  EVENT: 'crash-and-event',
};

export interface NamedPoint extends Point {
  readonly circumstance: Circumstance;
}

const isOperation = (name: string): name is keyof typeof circumstances => name in circumstances;

/** Every operation that the kill rounds bring about, before it is done and after, untold. `TRYING` has a row of its own. */
export const namedPoints: readonly NamedPoint[] = Object.entries(circumstances).flatMap(
  ([operation, circumstance]) =>
    isOperation(operation)
      ? (['before', 'after'] as const).map((moment) => ({ operation, moment, circumstance }))
      : [],
);

export const missedOf = (hit: ReadonlySet<string>): readonly string[] =>
  namedPoints.map(nameOf).filter((name) => !hit.has(name));
