import { monotonicMs } from '../../lib/clock.ts';
import type { Ledger, LedgerSweep } from '../../mail/ledger/ledger.ts';
import type { Transport } from '../../mail/transport.ts';
import { createBoundedWord } from './bounded-word.ts';
import type { Meters } from './meters.ts';

export const meterLedger = (ledger: Ledger, meters: Meters): Ledger => ({
  ...ledger,
  settle: async (patches, token) => {
    const matched = await ledger.settle(patches, token);
    for (const [status, group] of Map.groupBy(patches, (patch) => patch.status))
      meters.count('encore_messages_total', group.length, { status });
    meters.count('encore_settles_refused_total', patches.length - matched);
    return matched;
  },
  markUnknown: async (...call) => {
    const marked = await ledger.markUnknown(...call);
    if (marked) meters.count('encore_messages_aged_total');
    return marked;
  },
  resolveUnknown: async (id, to, sentAt) => {
    const resolved = await ledger.resolveUnknown(id, to, sentAt);
    if (resolved) meters.count('encore_unknowns_resolved_total', 1, { to });
    return resolved;
  },
});

export const meterSweep = (sweep: LedgerSweep, meters: Meters): LedgerSweep => ({
  ...sweep,
  ageSending: async (olderThanMs) => {
    const aged = await sweep.ageSending(olderThanMs);
    meters.count('encore_messages_aged_total', aged);
    return aged;
  },
});

/** A mail that was not written because the deadline had passed was no call. */
export const meterTransport = (transport: Transport, meters: Meters): Transport => {
  const bounded = createBoundedWord();
  const { key } = transport;
  return {
    ...transport,
    send: async (mail, beforeWrite) => {
      const start = monotonicMs();
      let late = false;
      const outcome = await transport.send(mail, () => {
        late = !beforeWrite();
        return !late;
      });
      if (late) return outcome;
      const reason = 'reason' in outcome ? bounded(outcome.reason) : '';
      meters.count('encore_provider_calls_total', 1, { transport: key, outcome: outcome.kind, reason });
      meters.observe('encore_provider_seconds', (monotonicMs() - start) / 1000, { transport: key });
      return outcome;
    },
  };
};
