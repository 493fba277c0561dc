import type { Operation } from './classify.ts';
import type { Fate, Moment, Passing } from '../proxies/wire-tap.ts';

export interface Point {
  readonly operation: Operation | 'WRITE';
  readonly moment: Moment;
}

export const nameOf = ({ operation, moment }: Point): string => `${operation} ${moment}`;

export interface TrapOrder extends Point {
  /** Only what this says yes to is caught. */
  readonly only?: ((passing: Passing) => boolean) | undefined;
  /** Catches again and again, not once. */
  readonly stays?: boolean | undefined;
}

export interface Caught {
  /** Whose connection it was. */
  readonly part: string;
  readonly point: string;
}

/** What happens to whoever is caught; the fate is that of the message. */
export type Spring = (caught: Caught) => Fate;

export interface Trap {
  /** Resolves with the first catch; undefined when none came in time. */
  caught(withinMs: number): Promise<Caught | undefined>;
  disarm(): void;
}

/** Traps stand in all wires at once. */
export interface Traps {
  set(order: TrapOrder, spring: Spring): Trap;
  disarmAll(): void;
  /** To be put into each wire. */
  tapOf(part: string): (passing: Passing) => Fate;
  /** Every point at which anything was caught. */
  readonly hit: ReadonlySet<string>;
}

interface Armed {
  readonly order: TrapOrder;
  readonly spring: Spring;
  readonly first: PromiseWithResolvers<Caught>;
}

const within = <Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> => {
  const { promise: either, resolve } = Promise.withResolvers<Value | undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  void promise.then(resolve);
  return either.finally(() => clearTimeout(timer));
};

export const createTraps = (): Traps => {
  const hit = new Set<string>();
  const armed = new Set<Armed>();

  const catches = ({ order }: Armed, passing: Passing): boolean =>
    order.operation === passing.operation &&
    order.moment === passing.moment &&
    (order.only?.(passing) ?? true);

  return {
    hit,
    set: (order, spring) => {
      const trap = { order, spring, first: Promise.withResolvers<Caught>() };
      armed.add(trap);
      return {
        caught: (ms) => within(trap.first.promise, ms),
        disarm: () => void armed.delete(trap),
      };
    },
    disarmAll: () => armed.clear(),
    tapOf: (part) => (passing) => {
      const trap = [...armed].find((one) => catches(one, passing));
      if (trap === undefined) return 'pass';
      if (trap.order.stays !== true) armed.delete(trap);
      const caught = { part, point: nameOf(passing) };
      hit.add(caught.point);
      trap.first.resolve(caught);
      return trap.spring(caught);
    },
  };
};
