import type { EffectExecutor, EffectRequest, Settle } from '../../engine/effect.ts';
import type { ShopId } from '../../lib/brand.ts';
import { operatorAccountId } from '../accounts/mail-account.ts';
import type { MailAccount } from '../accounts/mail-account.ts';
import { toAttempt } from './attempt.ts';
import type { Ended } from './attempt.ts';
import { pausedEnding, slowedReason } from './paused-ending.ts';
import { decisionsOf } from './record-endings.ts';
import { sendEmailEffect } from './send-email.step.ts';
import { sendRound } from './send-round.ts';
import type { RoundContext } from './send-round.ts';
import type { SendDeps } from './send-ports.ts';
import { outcomeOf } from './settle-endings.ts';
import { createSenderPace } from './sender-pace.ts';
import type { AccountOf, SenderPace } from './sender-pace.ts';
import { createStride } from './stride.ts';
import type { Stride } from './stride.ts';
import { toSubGroups } from './sub-groups.ts';
import type { SubGroup } from './sub-groups.ts';

/** Compiling takes its time, and no deadline runs yet. What fails here fails again at its own mail. */
const prepare = async (
  { facts, mail, logger }: SendDeps,
  requests: readonly EffectRequest[],
): Promise<void> => {
  try {
    const shops = await facts.people.shops(shopsOf(requests));
    await mail.composer.prepare(
      requests.flatMap(({ enrollment, args }) => {
        const shop = shops.get(enrollment.shop);
        return shop === undefined ? [] : [{ shop, args }];
      }),
    );
  } catch (error) {
    logger.warn({ err: error }, 'templates were not prepared');
  }
};

const sendSubGroup = async (round: RoundContext, group: SubGroup): Promise<void> => {
  for (const requests of group) {
    if (round.context.signal.aborted) return;
    await sendRound(round, requests);
  }
};

/** A lane takes the next sub-group until none is left. One that failed is left alone: its rows decide at the next claim. */
const runLane = async (round: RoundContext, queue: SubGroup[]): Promise<void> => {
  for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
    try {
      await sendSubGroup(round, group);
    } catch (error) {
      round.deps.logger.error({ err: error }, 'a sub-group could not be sent');
    }
  }
};

const shopsOf = (requests: readonly EffectRequest[]): readonly ShopId[] => [
  ...new Set(requests.map(({ enrollment }) => enrollment.shop)),
];

/** Which accounts these shops send through, for as long as this claim takes. */
const lookUpAccounts = async ({ mail }: SendDeps, shops: readonly ShopId[]): Promise<AccountOf> => {
  const operator: MailAccount = { id: operatorAccountId, transport: mail.transport };
  const own = await mail.accounts?.of(shops);
  return (shop) => own?.get(shop) ?? operator;
};

interface Sorted {
  readonly open: readonly EffectRequest[];
  readonly waiting: readonly Ended[];
}

/** Those whose account or sender is slowed down are not tried: asked again when they may. */
const sortBySender = (
  { pace, accountOf }: Pick<RoundContext, 'pace' | 'accountOf'>,
  requests: readonly EffectRequest[],
  now: Date,
): Sorted => {
  const open: EffectRequest[] = [];
  const waiting: Ended[] = [];
  for (const request of requests) {
    const { shop } = request.enrollment;
    const wait = pace.waitOf([accountOf(shop).id, shop]);
    if (wait === undefined) open.push(request);
    else waiting.push({ attempt: toAttempt(request), ending: pausedEnding(wait, now), answers: [] });
  }
  return { open, waiting };
};

/** Being asked to slow down is no decision about anybody; that nothing can leave is, and is shown with them. */
const settleWaiting = async (waiting: readonly Ended[], now: Date, settle: Settle): Promise<void> => {
  if (waiting.length === 0) return;
  const outcomes = waiting.map(
    ({ attempt, ending }) => [attempt.request.enrollment.id, outcomeOf(ending)] as const,
  );
  const told = waiting.filter(({ ending }) => 'reason' in ending && ending.reason !== slowedReason);
  await settle(new Map(outcomes), decisionsOf(told, now));
};

/** Mail's executor: everything of turns.md between READ and RETURN that concerns a mail. */
export const createSendEmailExecutor = (
  deps: SendDeps,
  pace: SenderPace = createSenderPace(),
  stride: Stride = createStride(deps.settings.subGroup),
): EffectExecutor => ({
  effect: sendEmailEffect,
  perform: async (requests, context, settle) => {
    const shops = shopsOf(requests);
    const accountOf = await lookUpAccounts(deps, shops);
    await pace.look([...new Set([...shops.map((shop) => accountOf(shop).id), ...shops])]);
    const { open, waiting } = sortBySender({ pace, accountOf }, requests, context.now);
    await settleWaiting(waiting, context.now, settle);
    await prepare(deps, open);
    const queue = [...toSubGroups(open, deps.settings.subGroup)];
    const round: RoundContext = { deps, pace, accountOf, context, settle, stride };
    await Promise.all(Array.from({ length: deps.settings.lanes }, () => runLane(round, queue)));
  },
});
