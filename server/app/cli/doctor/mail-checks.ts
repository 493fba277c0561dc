import { fail, ok, reasonsOf, spoken, warn } from './check.ts';
import type { Check } from './check.ts';

const minuteMs = 60_000;
const slowMs = minuteMs;
const stuckMs = 10 * minuteMs;
/** Past a minute a sweep, run each minute, sets it to unknown. */
const sentBySweepMs = 3 * minuteMs;

const inbox: Check = {
  name: 'inbox',
  look: async ({ state }) => {
    const { count, oldestMs } = await state.inbox();
    if (count === 0) return ok('Every delivery is applied.');
    const says = `${count} deliveries wait, the oldest for ${spoken(oldestMs)}.`;
    if (oldestMs < slowMs) return ok(says);
    const todo = 'Start a worker, or look for `delivery failed` in the logs.';
    return oldestMs < stuckMs ? warn(says, todo) : fail(says, todo);
  },
};

const deliveries: Check = {
  name: 'deliveries',
  look: async ({ state }) => {
    const rows = await state.quarantinedDeliveries();
    return rows.length === 0
      ? ok('No delivery is quarantined.')
      : warn(
          `Deliveries are quarantined: ${reasonsOf(rows)}.`,
          'Mend the cause, then `encore requeue --deliveries --reason REASON`. They are kept for 30 days.',
        );
  },
};

const held: Check = {
  name: 'held shops',
  look: async ({ state }) => {
    const { count, oldestMs } = await state.heldShops();
    if (count === 0) return ok('No shop is held.');
    const says = `${count} shops are held by what is stored and not applied, the longest for ${spoken(oldestMs)}.`;
    return oldestMs < slowMs ? ok(says) : warn(says, 'Their mails wait; see `inbox`.');
  },
};

const sending: Check = {
  name: 'sending',
  look: async ({ state }) => {
    const { count, oldestMs } = await state.messages('sending');
    if (oldestMs < sentBySweepMs)
      return ok(count === 0 ? 'No mail is on its way.' : `${count} mails are on their way.`);
    return warn(
      `A mail is on its way for ${spoken(oldestMs)}.`,
      'The sweep should have ended it after a minute: is a worker alive?',
    );
  },
};

const unknown: Check = {
  name: 'unknown',
  look: async ({ state }) => {
    const { count, oldestMs } = await state.messages('unknown');
    return count === 0
      ? ok('The outcome of every mail is known.')
      : warn(
          `Of ${count} mails nobody knows whether they left, the oldest for ${spoken(oldestMs)}.`,
          "They are not sent again. The provider's events settle them: does its webhook reach us?",
        );
  },
};

const accounts: Check = {
  name: 'mail accounts',
  look: async ({ pauses }) => {
    const running = await pauses();
    if (running.length === 0) return ok('No mail service asks anybody to wait.');
    const counts = [...Map.groupBy(running, ({ reason }) => reason)].map(([reason, those]) => ({
      reason,
      count: those.length,
    }));
    const says = `Mail waits for its mail service: ${reasonsOf(counts)}.`;
    const refused = running.filter(({ reason }) => reason !== 'rate_limited').map(({ slowed }) => slowed);
    if (refused.length === 0) return warn(says, 'Nothing: it goes on by itself, slower.');
    return fail(says, `Nothing is lost. Mend the key or the sender of: ${refused.slice(0, 5).join(', ')}.`);
  },
};

export const mailChecks: readonly Check[] = [inbox, deliveries, held, sending, unknown, accounts];
