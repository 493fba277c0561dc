import { z } from 'zod';
import { monotonicMs, sleep } from '../../server/lib/clock.ts';
import type { BenchContext } from '../harness/benchmark.ts';
import { startRole } from '../harness/role.ts';

const takenSchema = z.object({ mails: z.number(), twice: z.number(), bytes: z.number() });

export interface MailProvider {
  readonly url: string;
  /** Mails taken so far; throws when one of them was taken twice. */
  taken(): Promise<number>;
  /** Resolves to the monotonic time at which so many had been taken, to 20 ms. */
  awaitTaken(mails: number, patienceMs: number): Promise<number>;
}

/** A SendGrid that takes every mail after `delayMs`, in a process of its own. */
export const startMailProvider = async (context: BenchContext, delayMs: number): Promise<MailProvider> => {
  const role = startRole(new URL('../dispatch/provider.role.ts', import.meta.url));
  context.onEnd(role.stop);
  const url = await role.call('start', { delayMs }, z.string());
  const taken = async (): Promise<number> => {
    const { mails, twice } = await role.call('taken', {}, takenSchema);
    if (twice > 0) throw new Error(`${twice} mails were sent twice`);
    return mails;
  };
  const awaitTaken = async (mails: number, patienceMs: number): Promise<number> => {
    const giveUpMs = monotonicMs() + patienceMs;
    while (monotonicMs() < giveUpMs) {
      if ((await taken()) >= mails) return monotonicMs();
      await sleep(20);
    }
    throw new Error(`the provider has ${await taken()} of ${mails} mails`);
  };
  return { url, taken, awaitTaken };
};
