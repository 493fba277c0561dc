/** `pending`: not yet approved. `frozen`: on hold until payments resume. `ended`: cancelled, declined, expired or gone. */
export type SubscriptionStatus = 'pending' | 'active' | 'frozen' | 'ended';

/** One agreement of a shop to pay for a plan, as its platform tells it. */
export interface Subscription {
  readonly id: string;
  /** The plan's handle, which the operator's table of plans goes by. */
  readonly plan: string;
  readonly status: SubscriptionStatus;
  readonly createdAt: Date;
  readonly trialEndsAt?: Date | undefined;
  readonly periodEndsAt?: Date | undefined;
  /** What is told of it: its own time of change, or when it was read. */
  readonly heardAt: Date;
}

export interface SubscriptionNews {
  readonly told: readonly Subscription[];
  /** Set when `told` was read whole at that time: what is missing there is over. */
  readonly completeAt?: Date | undefined;
}

/** A change of plan ends one subscription and begins another; nobody needs more of the past. */
const kept = 10;

const rank: Readonly<Record<SubscriptionStatus, number>> = { pending: 0, active: 1, frozen: 2, ended: 3 };

const isNewer = (one: Subscription, other: Subscription): boolean => {
  const ms = one.heardAt.getTime() - other.heardAt.getTime();
  return ms === 0 ? rank[one.status] > rank[other.status] : ms > 0;
};

/** The newer word on it; what only one of the two knows stays. */
const joined = (one: Subscription, other: Subscription): Subscription => {
  const [newer, older] = isNewer(one, other) ? [one, other] : [other, one];
  return {
    ...newer,
    trialEndsAt: newer.trialEndsAt ?? older.trialEndsAt,
    periodEndsAt: newer.periodEndsAt ?? older.periodEndsAt,
  };
};

/** Of the same news in any order, and any number of times, comes the same. Newest agreement first. */
export const mergeSubscriptions = (
  before: readonly Subscription[],
  { told, completeAt }: SubscriptionNews,
): readonly Subscription[] => {
  const byId = new Map(before.map((each) => [each.id, each]));
  for (const news of told) {
    const known = byId.get(news.id);
    byId.set(news.id, known === undefined ? news : joined(known, news));
  }
  const named = new Set(told.map(({ id }) => id));
  const isGone = ({ id, status, heardAt }: Subscription): boolean =>
    completeAt !== undefined && !named.has(id) && status === 'active' && heardAt < completeAt;
  return [...byId.values()]
    .map((each): Subscription => {
      if (completeAt === undefined || !isGone(each)) return each;
      return { ...each, status: 'ended', heardAt: completeAt };
    })
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .slice(0, kept);
};

/** What the shop pays for now, else what it would if its payments came through. */
export const currentSubscription = (known: readonly Subscription[] = []): Subscription | undefined =>
  known.find(({ status }) => status === 'active') ?? known.find(({ status }) => status === 'frozen');
