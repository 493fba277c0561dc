import { sleep } from '../../../lib/clock.ts';

type Close = () => Promise<void>;

export interface Shutdown {
  readonly signal: AbortSignal;
  /** Runs at the end, last added first. */
  add(close: Close): void;
  /** The first call decides the exit code; further ones (a second Ctrl-C) change nothing. */
  begin(exitCode: number): void;
}

interface ShutdownOptions {
  readonly exit: (code: number) => void;
  readonly onError: (error: unknown) => void;
  readonly limitMs?: number;
}

/** Ends everything once, in order, within the limit. */
export const createShutdown = ({ exit, onError, limitMs = 9_500 }: ShutdownOptions): Shutdown => {
  const stopping = new AbortController();
  const closes: Close[] = [];

  const closeAll = async (): Promise<void> => {
    for (const close of closes.toReversed()) await close().catch(onError);
  };
  const run = async (exitCode: number): Promise<void> => {
    const patience = new AbortController();
    await Promise.race([closeAll(), sleep(limitMs, patience.signal)]);
    patience.abort();
    exit(exitCode);
  };

  return {
    signal: stopping.signal,
    add: (close) => {
      closes.push(close);
    },
    begin: (exitCode) => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      void run(exitCode);
    },
  };
};
