import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { counters, gauges, histograms } from './catalogue.ts';
import type { CounterName, GaugeName, HistogramName } from './catalogue.ts';

type Labels = Readonly<Record<string, string>>;

/** What this process counts. Nothing below `app` knows of it: ports are wrapped where they are built. */
export interface Meters {
  readonly registry: Registry;
  count(name: CounterName, by?: number, labels?: Labels): void;
  observe(name: HistogramName, value: number, labels?: Labels): void;
  /** Read whenever somebody asks. What rejects leaves the figure out instead of failing the whole page. */
  gauge(name: GaugeName, read: () => Promise<number> | number, labels?: Labels): void;
}

interface Metric {
  readonly help: string;
  readonly labels?: readonly string[];
}

const settingsOf = (name: string, { help, labels = [] }: Metric, registry: Registry) => ({
  name,
  help,
  labelNames: [...labels],
  registers: [registry],
});

type Read = () => Promise<number> | number;

const createGauge = (name: GaugeName, registry: Registry) => {
  const reads: { readonly labels: Labels; readonly read: Read }[] = [];
  const gauge: Gauge = new Gauge({
    ...settingsOf(name, gauges[name], registry),
    collect: async () => {
      gauge.reset();
      // Reset puts a zero where there are no labels, which would read as "nothing waits".
      gauge.remove({});
      for (const { labels, read } of reads) {
        const value = await Promise.resolve()
          .then(read)
          .catch(() => Number.NaN);
        if (!Number.isNaN(value)) gauge.set(labels, value);
      }
    },
  });
  return reads;
};

/** @param own which process this is: its memory, event loop and garbage collection are on the page, too */
export const createMeters = (registry: Registry = new Registry()): Meters => {
  collectDefaultMetrics({ register: registry });
  const counting = new Map<string, Counter>();
  const observing = new Map<string, Histogram>();
  const reading = new Map<GaugeName, ReturnType<typeof createGauge>>();
  for (const [name, metric] of Object.entries(counters))
    counting.set(name, new Counter(settingsOf(name, metric, registry)));
  for (const [name, metric] of Object.entries(histograms))
    observing.set(
      name,
      new Histogram({ ...settingsOf(name, metric, registry), buckets: [...metric.buckets] }),
    );
  return {
    registry,
    count: (name, by = 1, labels = {}) => counting.get(name)?.inc(labels, by),
    observe: (name, value, labels = {}) => observing.get(name)?.observe(labels, value),
    gauge: (name, read, labels = {}) => {
      const reads = reading.get(name) ?? createGauge(name, registry);
      reading.set(name, reads);
      reads.push({ labels, read });
    },
  };
};
