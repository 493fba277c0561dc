import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';
import { replySchema } from './role-messages.ts';

/** A process of its own for one contender, so that nobody pays for the load generator or for a rival. */
export interface Role {
  readonly pid: number;
  call<Result>(method: string, params: unknown, schema: z.ZodType<Result>): Promise<Result>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** `flags`: what its Node is started with besides. */
export const startRole = (module: URL, flags: readonly string[] = []): Role => {
  const child = fork(module, [], {
    execArgv: [...process.execArgv, ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  child.on('message', (message) => {
    const { id, result, error } = replySchema.parse(message);
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(result);
    else caller?.reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${module.pathname} ended with ${String(code)}`));
    waiting.clear();
  });
  return {
    pid: child.pid ?? 0,
    call: async (method, params, schema) => {
      calls += 1;
      const id = calls;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      waiting.set(id, { resolve, reject });
      child.send({ id, method, params });
      return schema.parse(await promise);
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
};
