import { removeDemoFile, writeDemoFile } from './demo-file.ts';
import type { DemoFile } from './demo-file.ts';
import type { DataLock } from './lock.ts';

type Pids = Readonly<Record<string, number>>;
type Addresses = Omit<DemoFile, 'pids'>;

export interface RunRecord {
  /** The parts are now these; the lock and, once ready, demo.json say so. */
  pids(pids: Pids): void;
  /** From here on demo.json is there. */
  ready(addresses: Addresses): Promise<void>;
  remove(): Promise<void>;
}

interface RecordOptions {
  readonly dataDir: string;
  readonly lock: Pick<DataLock, 'remember'>;
  readonly onError: (error: unknown) => void;
}

/** What this run leaves in the data folder for others to read. Writes follow each other in order. */
export const createRecord = ({ dataDir, lock, onError }: RecordOptions): RunRecord => {
  let current: Pids = {};
  let addresses: Addresses | undefined;
  let isRemoved = false;
  let writes: Promise<void> = Promise.resolve();

  const writeDemo = async (): Promise<void> => {
    const { web, worker, mongod } = current;
    if (addresses === undefined || web === undefined || worker === undefined) return;
    await writeDemoFile(dataDir, { ...addresses, pids: { web, worker, mongod: mongod ?? null } });
  };
  const write = async (): Promise<void> => {
    if (isRemoved) return;
    await lock.remember(current);
    await writeDemo();
  };
  const queue = (work: () => Promise<void>): Promise<void> => {
    writes = writes.then(work).catch(onError);
    return writes;
  };

  return {
    pids: (pids) => {
      current = pids;
      void queue(write);
    },
    ready: (made) => {
      addresses = made;
      return queue(write);
    },
    remove: () => {
      isRemoved = true;
      return queue(() => removeDemoFile(dataDir));
    },
  };
};
