import type { BenchMongod } from './bench-mongod.ts';
import type { BenchReport } from './report.ts';

export interface BenchContext {
  readonly mongod: BenchMongod;
  /** As large as it gets. */
  readonly full: boolean;
  /** Whatever is started says how it is stopped; the last started is stopped first, also after a failure. */
  readonly onEnd: (stop: () => Promise<void>) => void;
}

export type Benchmark = (context: BenchContext) => Promise<BenchReport>;
