/** Labels are few and known: never a shop, an address or anything a merchant writes. */
interface Metric {
  readonly help: string;
  readonly labels?: readonly string[];
}
interface HistogramMetric extends Metric {
  readonly buckets: readonly number[];
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const rows = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const lags = [0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];

/** What processes count as they work. docs/operations.md lists every one; a test compares both ways. */
export const counters = {
  encore_webhooks_answered_total: { help: 'Webhooks answered.', labels: ['topic', 'status'] },
  encore_storefront_reports_answered_total: {
    help: 'Reports of storefront visitors answered.',
    labels: ['status'],
  },
  encore_answers_held_total: {
    help: 'Looks of the intake that found mails on their way: answers wait for them.',
  },
  encore_turns_leased_total: { help: 'Turns leased.' },
  encore_leases_abandoned_total: { help: 'Turns leased whose lease before was never given back.' },
  encore_leases_lost_total: { help: 'Turns that were no longer held when their lease was renewed.' },
  encore_moves_total: { help: 'Enrollments moved.', labels: ['to'] },
  encore_moves_refused_total: { help: 'Moves that did not match: somebody else was faster.' },
  encore_decisions_total: { help: 'Decisions recorded.', labels: ['kind', 'reason'] },
  encore_gate_answers_total: { help: 'Answers of the gate, clause by clause.', labels: ['clause', 'answer'] },
  encore_barrier_waits_total: {
    help: 'Shops found held at the gate: their mails wait a quarter of a second.',
  },
  encore_messages_total: { help: 'Attempts settled, by the status they left.', labels: ['status'] },
  encore_settles_refused_total: { help: 'Attempts whose row was no longer theirs to settle.' },
  encore_messages_aged_total: { help: 'Rows found sending too long and set to unknown.' },
  encore_unknowns_resolved_total: { help: 'Unknown rows settled by a look-up.', labels: ['to'] },
  encore_provider_calls_total: {
    help: 'Requests to the provider, by how they ended.',
    labels: ['transport', 'outcome', 'reason'],
  },
  encore_deliveries_claimed_total: { help: 'Deliveries taken up from the inbox.' },
  encore_found_by_poll_total: {
    help: 'What polls found that no webhook had told; more than a few mean that webhooks are missing.',
    labels: ['kind'],
  },
  encore_deliveries_applied_total: { help: 'Deliveries applied.' },
  encore_delivery_failures_total: { help: 'Tries at a delivery that failed.', labels: ['code'] },
  encore_deliveries_hopeless_total: { help: 'Deliveries quarantined at the first look.', labels: ['code'] },
  encore_enrollments_unreadable_total: { help: 'Stored enrollments that match no schema: quarantined.' },
  encore_job_runs_total: { help: 'Runs of jobs that ended.', labels: ['job', 'outcome'] },
  encore_database_commands_total: { help: 'Connections taken from the pool, one a command.' },
} as const satisfies Record<string, Metric>;

export const histograms = {
  encore_group_commit_rows: { help: 'Deliveries that shared one write.', buckets: [1, 2, 5, 10, 20, 35, 50] },
  encore_group_commit_seconds: { help: 'Time of one such write.', buckets: seconds },
  encore_answer_wait_seconds: {
    help: 'From stored to answered, for orders, consent and redactions.',
    buckets: [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
  },
  encore_turn_seconds: { help: 'From leasing turns to giving them back.', buckets: seconds },
  encore_due_batch_rows: { help: 'Due enrollments read at once.', buckets: rows },
  encore_due_lag_seconds: { help: "Of a batch's first enrollment: how long it has been due.", buckets: lags },
  encore_provider_seconds: {
    help: 'Time of one request to the provider.',
    labels: ['transport'],
    buckets: seconds,
  },
  encore_apply_seconds: { help: 'Time to apply one claim of deliveries.', buckets: seconds },
  encore_job_seconds: { help: 'Time of one run of a job.', labels: ['job'], buckets: seconds },
} as const satisfies Record<string, HistogramMetric>;

/** What is read from the database, or from the process, when somebody asks. */
export const gauges = {
  encore_inbox_stored: { help: 'Deliveries acknowledged and not applied yet.' },
  encore_inbox_oldest_seconds: { help: 'How long the oldest of them has waited.' },
  encore_inbox_quarantined: { help: 'Deliveries set aside after three failures.' },
  encore_turns_due: { help: 'Turns that are due and held by nobody.' },
  encore_due_lag_oldest_seconds: { help: 'How long the longest waiting turn has been due.' },
  encore_enrollments_quarantined: { help: 'Enrollments set aside.' },
  encore_messages_sending: { help: 'Messages on their way now.' },
  encore_messages_unknown: { help: 'Messages of which nobody knows whether they left.' },
  encore_workers_live: { help: 'Workers with a fresh heartbeat.' },
  encore_workers_stalled: { help: 'Workers with a fresh heartbeat and a loop that stands still.' },
  encore_loop_idle_seconds: { help: 'How long ago the loop last turned.', labels: ['loop'] },
} as const satisfies Record<string, Metric>;

export type CounterName = keyof typeof counters;
export type HistogramName = keyof typeof histograms;
export type GaugeName = keyof typeof gauges;
