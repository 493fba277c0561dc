import type { Clause, GateFacts, Rival } from './clause.ts';

/** Long enough for the other mail to be settled when we ask again. */
const afterRivalMs = 5 * 60_000;

const goesFirst = (rival: Rival, { brief, enrollment }: GateFacts): boolean => {
  if (rival.priority !== brief.priority) return rival.priority > brief.priority;
  const earlier = rival.dueAt.getTime() - enrollment.dueAt.getTime();
  return earlier === 0 ? rival.enrollment < enrollment.id : earlier < 0;
};

/** A higher-priority flow wants this person now; of equal ones the earlier due goes first. */
export const noRival: Clause = {
  key: 'no-rival',
  ask: (facts) => {
    // Who waits for a confirmation doesn't wait for a campaign.
    if (facts.kind === 'transactional') return { pass: true, saw: facts.kind };
    const rival = facts.rivals.find((each) => goesFirst(each, facts));
    if (rival === undefined) return { pass: true };
    const until = new Date(Math.max(rival.dueAt.getTime(), facts.now.getTime()) + afterRivalMs);
    return { pass: false, reason: 'higher_priority', until, saw: rival.flowKey };
  },
};
