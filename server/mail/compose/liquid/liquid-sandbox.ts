import { monotonicMs } from '../../../lib/clock.ts';
import { digest } from '../../../lib/digest.ts';
import { EncoreError, errorCodeOf } from '../../../lib/errors.ts';
import type { JsonObject } from '../../../lib/json.ts';
import type { TemplateProblem } from '../check/check-liquid.ts';
import type { LiquidField } from '../check/liquid-fields.ts';
import type { Variables } from '../check/variables.ts';
import type { HardSource } from '../print/create-printer.ts';
import { startLiquidThread } from './liquid-thread-handle.ts';
import type { LiquidThread, ThreadLimits } from './liquid-thread-handle.ts';
import type { SandboxAnswer, SandboxTask } from './sandbox-messages.ts';

export interface LiquidSandbox {
  /**
   * Prints sources that are more than plain Liquid, in a thread of its own. Throws `render_failed` when the template
   * does, and `template_stopped` when the thread had to be ended: too slow, or too much memory.
   */
  render(sources: readonly HardSource[], data: JsonObject): Promise<readonly string[]>;
  /** What is wrong with these fields. Throws `template_stopped` like `render`. */
  check(fields: readonly LiquidField[], variables: Variables): Promise<readonly TemplateProblem[]>;
  close(): Promise<void>;
}

export interface SandboxOptions extends ThreadLimits {
  /** For so long sources that had a thread ended are refused at once. */
  readonly refuseForMs: number;
}

/**
 * Far above what Liquid's own limit lets a template hold: V8 ends a thread that passes its limit slowly, but one that
 * passes it in a single allocation takes the process with it.
 */
const defaultOptions: SandboxOptions = { killAfterMs: 700, memoryMb: 192, refuseForMs: 60_000 };
const mostRefused = 1000;

const keyOf = (task: SandboxTask): string =>
  task.kind === 'print'
    ? digest('print', ...task.sources.map(({ source }) => source))
    : digest('check', ...task.fields.map(({ source }) => source));

/** What ended a thread lately: one bad template must not cost every mail of it a thread, and others their time. */
const createRefusals = (forMs: number) => {
  const until = new Map<string, number>();
  return {
    add: (task: SandboxTask): void => {
      if (until.size >= mostRefused) until.clear();
      until.set(keyOf(task), monotonicMs() + forMs);
    },
    check: (task: SandboxTask): void => {
      if (until.size > 0 && (until.get(keyOf(task)) ?? 0) > monotonicMs())
        throw new EncoreError('template_stopped');
    },
  };
};

/** One thread, started when it is first needed and again when it died; tasks wait in line for it. */
export const createLiquidSandbox = (options: SandboxOptions = defaultOptions): LiquidSandbox => {
  const refusals = createRefusals(options.refuseForMs);
  let thread: LiquidThread | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let closed = false;
  let ids = 0;

  const runOne = async (task: SandboxTask): Promise<SandboxAnswer> => {
    if (closed) throw new EncoreError('interrupted');
    refusals.check(task);
    thread = thread?.isAlive() === true ? thread : startLiquidThread(options);
    ids += 1;
    try {
      const answer = await thread.run({ id: ids, task });
      if (answer.error === undefined) return answer;
      throw new EncoreError('render_failed', { message: answer.error });
    } catch (error) {
      if (errorCodeOf(error) === 'template_stopped') refusals.add(task);
      throw error;
    }
  };

  const inLine = (task: SandboxTask): Promise<SandboxAnswer> => {
    const result = line.then(() => runOne(task));
    line = result.catch(() => undefined);
    return result;
  };

  return {
    render: async (sources, data) => (await inLine({ kind: 'print', sources, data })).texts ?? [],
    check: async (fields, variables) => (await inLine({ kind: 'check', fields, variables })).problems ?? [],
    close: async () => {
      closed = true;
      await thread?.end();
    },
  };
};
