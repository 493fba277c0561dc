import { spawn } from 'node:child_process';
import { monotonicMs } from '../../lib/clock.ts';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

export interface Stage {
  readonly name: string;
  /** Throws with what a person has to see when the stage fails. */
  run(): Promise<Count>;
}

interface CommandOptions {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly isLive?: boolean;
}

/** Runs a script of node_modules on this Node. `isLive` writes to the console as it goes. */
export const runNode = ({ args, env = {}, isLive = false }: CommandOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', isLive ? 'inherit' : 'pipe', isLive ? 'inherit' : 'pipe'],
      env: { ...process.env, ...env },
    });
    const output: Buffer[] = [];
    const keep = (chunk: Buffer): void => {
      output.push(chunk);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });

/** Runs all of them, also after a failure, and says how each went. */
export const runStages = async (
  stages: readonly Stage[],
  say: (line: string) => void,
): Promise<Count & { readonly failedStages: readonly string[] }> => {
  let passed = 0;
  let failed = 0;
  const failedStages: string[] = [];
  for (const stage of stages) {
    const startedAt = monotonicMs();
    const count = await stage.run().catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      return { passed: 0, failed: 1 };
    });
    passed += count.passed;
    failed += count.failed;
    if (count.failed > 0) failedStages.push(stage.name);
    const seconds = ((monotonicMs() - startedAt) / 1000).toFixed(1);
    say(`${count.failed > 0 ? 'FAILED' : 'ok'}  ${stage.name} (${seconds} s)`);
  }
  return { passed, failed, failedStages };
};
