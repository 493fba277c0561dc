import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export interface MetricSources {
  readonly inboxStored: () => Promise<number>;
  readonly turnsDue: () => Promise<number>;
  readonly liveWorkers: () => Promise<number>;
}

/** What `/metrics` shows. Figures about the shop's work are read when somebody asks. */
export const createMetrics = (sources: MetricSources): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = [
    ['encore_inbox_stored', 'Deliveries acknowledged and not applied yet.', sources.inboxStored],
    ['encore_turns_due', 'Turns that are due and held by nobody.', sources.turnsDue],
    ['encore_workers_live', 'Workers with a fresh heartbeat.', sources.liveWorkers],
  ] as const;
  for (const [name, help, read] of gauges) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      collect: async () => {
        gauge.set(await read());
      },
    });
  }
  return registry;
};
