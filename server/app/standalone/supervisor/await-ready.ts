import { monotonicMs, sleep } from '../../../lib/clock.ts';
import { EncoreError } from '../../../lib/errors.ts';

interface AwaitReadyOptions {
  readonly baseUrl: string;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

const ask = async (url: string): Promise<{ status: number; text: string }> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: 'no answer' };
  }
};

/** Waits until `GET /readyz` answers 200: database reachable and a worker's heart beating. */
export const awaitReady = async (options: AwaitReadyOptions): Promise<void> => {
  const { baseUrl, signal, timeoutMs = 90_000 } = options;
  const deadline = monotonicMs() + timeoutMs;
  let last = await ask(`${baseUrl}/readyz`);
  while (last.status !== 200 && !signal.aborted) {
    if (monotonicMs() > deadline) {
      const message = `not ready after ${timeoutMs / 1000} s: ${last.status} ${last.text.slice(0, 300)}`;
      throw new EncoreError('start_failed', { message });
    }
    await sleep(100, signal);
    last = await ask(`${baseUrl}/readyz`);
  }
};
