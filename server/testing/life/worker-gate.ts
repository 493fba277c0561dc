/** Lets the operations of one worker through, up to the one at which it is to stand still. */
export interface WorkerGate {
  pass<Value>(operation: () => Promise<Value>): Promise<Value>;
  /** So many more operations; resolves when the worker stands before the next one. Goes on if it stood still. */
  arm(operations: number): Promise<void>;
}

/** A worker that is never armed again is a worker that died: what it held is never done, and nobody is told. */
export const createWorkerGate = (): WorkerGate => {
  let left = Infinity;
  let stopped = Promise.withResolvers<void>();
  let held = Promise.withResolvers<void>();
  return {
    pass: async (operation) => {
      while (left <= 0) {
        stopped.resolve();
        await held.promise;
      }
      left -= 1;
      return operation();
    },
    arm: (operations) => {
      left = operations;
      stopped = Promise.withResolvers<void>();
      held.resolve();
      held = Promise.withResolvers<void>();
      return stopped.promise;
    },
  };
};

/** The same object, each of its methods going through the gate. */
export const through = <Target extends object>(target: Target, { pass }: WorkerGate): Target =>
  new Proxy(target, {
    get: (own, key) => {
      const value: unknown = Reflect.get(own, key);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) =>
        pass(async () => {
          const done: unknown = await Reflect.apply(value, own, args);
          return done;
        });
    },
  });
