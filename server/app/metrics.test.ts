import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('reads the figures of the work anew at every look', async () => {
    let stored = 3;
    const registry = createMetrics({
      inboxStored: async () => stored,
      turnsDue: async () => 0,
      liveWorkers: async () => 2,
    });

    const first = await registry.metrics();
    stored = 0;
    const second = await registry.metrics();

    expect(first).toMatch(/^encore_inbox_stored 3$/m);
    expect(second).toMatch(/^encore_inbox_stored 0$/m);
    expect(second).toMatch(/^encore_workers_live 2$/m);
    expect(second).toContain('process_resident_memory_bytes');
  });
});
