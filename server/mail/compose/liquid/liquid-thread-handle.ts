import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EncoreError } from '../../../lib/errors.ts';
import type { SandboxAnswer, SandboxRequest } from './sandbox-messages.ts';

export interface ThreadLimits {
  /** A thread that has not answered by then is ended. */
  readonly killAfterMs: number;
  readonly memoryMb: number;
}

export interface LiquidThread {
  /** One at a time. Throws `template_stopped` when the thread was ended over it; there is no other use of it then. */
  run(request: SandboxRequest): Promise<SandboxAnswer>;
  isAlive(): boolean;
  end(): Promise<void>;
}

/** It knows no environment and keeps no process alive. */
const spawn = ({ memoryMb }: ThreadLimits): Worker => {
  const worker = new Worker(new URL('liquid-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return worker;
};

const isAnswer = (message: unknown): message is SandboxAnswer =>
  typeof message === 'object' && message !== null && 'id' in message;

export const startLiquidThread = (limits: ThreadLimits): LiquidThread => {
  const worker = spawn(limits);
  let alive = true;
  let waiting: { resolve: (answer: SandboxAnswer) => void; reject: (error: Error) => void } | undefined;
  const ended = (): void => {
    alive = false;
    waiting?.reject(new EncoreError('template_stopped'));
    waiting = undefined;
  };
  const ready = once(worker, 'message').catch(ended);
  worker.on('error', ended);
  worker.on('exit', ended);
  worker.on('message', (message) => {
    if (isAnswer(message)) waiting?.resolve(message);
  });
  return {
    isAlive: () => alive,
    run: async (request) => {
      // Starting a thread is no fault of the template's: its time counts from here.
      await ready;
      if (!alive) throw new EncoreError('template_stopped');
      const timer = setTimeout(() => void worker.terminate(), limits.killAfterMs);
      try {
        return await new Promise((resolve, reject) => {
          waiting = { resolve, reject };
          worker.postMessage(request);
        });
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
    end: async () => void (await worker.terminate()),
  };
};
