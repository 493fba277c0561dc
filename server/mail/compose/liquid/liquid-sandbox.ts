import { Worker } from 'node:worker_threads';
import { digest } from '../../../lib/digest.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { JsonObject } from '../../../lib/json.ts';
import type { HardSource } from '../print/create-printer.ts';
import type { SandboxAnswer, SandboxRequest } from './sandbox-messages.ts';

export interface LiquidSandbox {
  /**
   * Prints sources that are more than plain Liquid, in a thread of its own. Throws `render_failed` when the template
   * does, and `template_stopped` when the thread had to be ended: too slow, or too much memory.
   */
  render(sources: readonly HardSource[], data: JsonObject): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** A thread that has not answered by then is ended. */
  readonly killAfterMs: number;
  readonly memoryMb: number;
  /** For so long a source that had a thread ended is refused at once. */
  readonly refuseForMs: number;
}

export const defaultSandboxOptions: SandboxOptions = { killAfterMs: 700, memoryMb: 48, refuseForMs: 60_000 };

interface Job {
  readonly request: SandboxRequest;
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: EncoreError) => void;
}

interface Running {
  readonly worker: Worker;
  ready: boolean;
  job: Job | undefined;
  timer: NodeJS.Timeout | undefined;
}

const stopped = (): EncoreError => new EncoreError('template_stopped');

const isAnswer = (message: unknown): message is SandboxAnswer =>
  typeof message === 'object' && message !== null && 'id' in message;

const keyOf = (sources: readonly HardSource[]): string => digest(...sources.map(({ source }) => source));

const mostRefused = 1000;

/** Which sources ended a thread lately: one bad template must not cost every mail of it a thread. */
const createRefusals = ({ refuseForMs }: SandboxOptions) => {
  const until = new Map<string, number>();
  return {
    add: (sources: readonly HardSource[]): void => {
      if (until.size >= mostRefused) until.clear();
      until.set(keyOf(sources), performance.now() + refuseForMs);
    },
    has: (sources: readonly HardSource[]): boolean =>
      until.size > 0 && (until.get(keyOf(sources)) ?? 0) > performance.now(),
  };
};

/** It knows no environment and keeps no process alive. */
const spawn = ({ memoryMb }: SandboxOptions): Worker => {
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

/** One thread, started when it is first needed and again when it died; jobs wait in line for it. */
export const createLiquidSandbox = (options: SandboxOptions = defaultSandboxOptions): LiquidSandbox => {
  const refusals = createRefusals(options);
  const line: Job[] = [];
  let running: Running | undefined;
  let closed = false;
  let ids = 0;

  const end = (dead: Running): void => {
    if (running !== dead) return;
    running = undefined;
    clearTimeout(dead.timer);
    if (dead.job !== undefined) {
      refusals.add(dead.job.request.sources);
      dead.job.reject(stopped());
    }
    void dead.worker.terminate();
    pull();
  };

  const settle = (thread: Running, message: unknown): void => {
    if (message === 'ready') thread.ready = true;
    if (isAnswer(message) && thread.job?.request.id === message.id) {
      clearTimeout(thread.timer);
      const { job } = thread;
      thread.job = undefined;
      if ('texts' in message) job.resolve(message.texts);
      else job.reject(new EncoreError('render_failed', { message: message.error }));
    }
    pull();
  };

  const start = (): Running => {
    const worker = spawn(options);
    const thread: Running = { worker, ready: false, job: undefined, timer: undefined };
    worker.on('message', (message) => settle(thread, message));
    worker.on('error', () => end(thread));
    worker.on('exit', () => end(thread));
    return thread;
  };

  const pull = (): void => {
    if (closed || line.length === 0) return;
    running ??= start();
    const thread = running;
    if (!thread.ready || thread.job !== undefined) return;
    const job = line.shift();
    if (job === undefined) return;
    if (refusals.has(job.request.sources)) {
      job.reject(stopped());
      pull();
      return;
    }
    thread.job = job;
    thread.timer = setTimeout(() => end(thread), options.killAfterMs);
    thread.worker.postMessage(job.request);
  };

  const render: LiquidSandbox['render'] = (sources, data) => {
    if (closed) return Promise.reject(new EncoreError('interrupted'));
    if (refusals.has(sources)) return Promise.reject(stopped());
    ids += 1;
    const request: SandboxRequest = { id: ids, sources, data };
    return new Promise((resolve, reject) => {
      line.push({ request, resolve, reject });
      pull();
    });
  };

  const close = async (): Promise<void> => {
    closed = true;
    const last = running;
    running = undefined;
    clearTimeout(last?.timer);
    for (const { reject } of [...(last?.job === undefined ? [] : [last.job]), ...line.splice(0)])
      reject(new EncoreError('interrupted'));
    await last?.worker.terminate();
  };

  return { render, close };
};
