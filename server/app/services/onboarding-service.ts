import type { FlowStatus } from '../../flows/flow.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { onboardingState } from '../../shop/onboarding.ts';
import type { OnboardingAnswer, OnboardingState, OnboardingStep } from '../../shop/onboarding.ts';
import type { OnboardingAnswers } from '../../shop/onboarding.repository.ts';
import type { Shop } from '../../shop/shop.ts';

interface KnownFlow {
  readonly id: FlowId;
  readonly kind: string;
  readonly status: FlowStatus;
  readonly rev: number;
}

export interface OnboardingRead extends OnboardingState {
  readonly firstFlow: Pick<KnownFlow, 'id' | 'rev'> | undefined;
}

export interface OnboardingService {
  /** Null for a shop that isn't there. */
  read(shop: ShopId): Promise<OnboardingRead | null>;
  answer(shop: ShopId, step: OnboardingStep, answer: OnboardingAnswer): Promise<void>;
  dismiss(shop: ShopId): Promise<void>;
}

export interface OnboardingDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly flows: { list(shop: ShopId): Promise<readonly KnownFlow[]> };
  readonly answers: OnboardingAnswers;
  /** Kinds of flow in the order in which merchants see them. */
  readonly kinds: readonly string[];
  readonly clock: Clock;
}

/** What can be switched on with one press. */
const startable = new Set<FlowStatus>(['draft', 'paused']);

export const createOnboardingService = ({
  shops,
  flows,
  answers,
  kinds,
  clock,
}: OnboardingDeps): OnboardingService => ({
  read: async (id) => {
    const shop = await shops.find(id);
    if (shop === undefined) return null;
    const known = await flows.list(id);
    const live = known.some(({ status }) => status === 'live');
    const first = known
      .filter(({ status }) => startable.has(status))
      .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind))[0];
    return {
      ...onboardingState(shop, live),
      firstFlow: live || first === undefined ? undefined : { id: first.id, rev: first.rev },
    };
  },
  answer: (shop, step, answer) => answers.answer(shop, { step, answer, at: clock.now() }),
  dismiss: (shop) => answers.dismiss(shop, clock.now()),
});
