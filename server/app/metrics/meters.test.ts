import { describe, expect, it } from '@jest/globals';
import { EncoreError } from '../../lib/errors.ts';
import { readPage } from '../../testing/architecture/source-files.ts';
import { counters, gauges, histograms } from './catalogue.ts';
import { createMeters } from './meters.ts';

const names = [...Object.keys(counters), ...Object.keys(histograms), ...Object.keys(gauges)];

describe('meters', () => {
  it('show what was counted and observed, by label', async () => {
    const meters = createMeters();
    meters.count('encore_turns_leased_total', 3);
    meters.count('encore_moves_total', 2, { to: 'waiting' });
    meters.observe('encore_turn_seconds', 0.2);

    const page = await meters.registry.metrics();

    expect(page).toMatch(/^encore_turns_leased_total 3$/m);
    expect(page).toMatch(/^encore_moves_total\{to="waiting"\} 2$/m);
    expect(page).toMatch(/^encore_turn_seconds_bucket\{le="0.25"\} 1$/m);
    expect(page).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('read gauges anew at every look', async () => {
    const meters = createMeters();
    let stored = 3;
    meters.gauge('encore_inbox_stored', async () => stored);

    const first = await meters.registry.metrics();
    stored = 0;

    expect(first).toMatch(/^encore_inbox_stored 3$/m);
    expect(await meters.registry.metrics()).toMatch(/^encore_inbox_stored 0$/m);
  });

  it('leave out a figure that can not be read, and show the others', async () => {
    const meters = createMeters();
    meters.gauge('encore_inbox_stored', () => Promise.reject(new EncoreError('database_unreachable')));
    meters.gauge('encore_workers_live', () => 2);

    const page = await meters.registry.metrics();

    expect(page).not.toMatch(/^encore_inbox_stored /m);
    expect(page).toMatch(/^encore_workers_live 2$/m);
  });

  it('are none of each other: two processes in one count apart', async () => {
    const [one, other] = [createMeters(), createMeters()];

    one.count('encore_turns_leased_total');

    expect(await other.registry.metrics()).toMatch(/^encore_turns_leased_total 0$/m);
  });
});

describe('docs/operations.md', () => {
  it('lists every metric there is, and no other', () => {
    const listed = [...readPage('docs/operations.md').matchAll(/^\| `(encore_[a-z_]+)`/gm)].map(
      (hit) => hit[1],
    );

    expect(new Set(listed)).toEqual(new Set(names));
  });
});

describe('labels', () => {
  it('never tell shops or people apart', () => {
    const metrics = [...Object.values(counters), ...Object.values(histograms), ...Object.values(gauges)];
    const labels = new Set<string>(metrics.flatMap((metric) => ('labels' in metric ? metric.labels : [])));

    for (const label of ['shop', 'contact', 'address', 'flow', 'message', 'worker'])
      expect(labels.has(label)).toBe(false);
  });
});
