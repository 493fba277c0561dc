import type { EffectExecutor, EffectRequest } from '../../engine/effect.ts';
import type { ShopId } from '../../lib/brand.ts';
import { sendEmailEffect } from './send-email.step.ts';
import { sendRound } from './send-round.ts';
import type { RoundContext } from './send-round.ts';
import type { SendDeps } from './send-ports.ts';
import { createSenderPace } from './sender-pace.ts';
import type { SenderPace } from './sender-pace.ts';
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
    const shops = await facts.people.shops([...new Set(requests.map(({ enrollment }) => enrollment.shop))]);
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

/** Not sent while their sender is slowed down: asked again when it may. */
const waitingForSender = (
  pace: SenderPace,
  requests: readonly EffectRequest[],
): ReadonlyMap<ShopId, number> =>
  new Map(
    [...new Set(requests.map(({ enrollment }) => enrollment.shop))]
      .map((shop) => [shop, pace.waitOf(shop)] as const)
      .filter(([, wait]) => wait > 0),
  );

/** Mail's executor: everything of turns.md between READ and RETURN that concerns a mail. */
export const createSendEmailExecutor = (
  deps: SendDeps,
  pace: SenderPace = createSenderPace(),
  stride: Stride = createStride(deps.settings.subGroup),
): EffectExecutor => ({
  effect: sendEmailEffect,
  perform: async (requests, context, settle) => {
    await pace.count();
    const waits = waitingForSender(pace, requests);
    const paused = requests.filter(({ enrollment }) => waits.has(enrollment.shop));
    const outcomes = paused.map(({ enrollment: { id, shop } }) => {
      const at = new Date(context.now.getTime() + (waits.get(shop) ?? 0));
      return [id, { kind: 'again', at, reason: 'sender_paused' }] as const;
    });
    if (outcomes.length > 0) await settle(new Map(outcomes));
    const open = requests.filter(({ enrollment }) => !waits.has(enrollment.shop));
    await prepare(deps, open);
    const queue = [...toSubGroups(open, deps.settings.subGroup)];
    const round: RoundContext = { deps, pace, context, settle, stride };
    await Promise.all(Array.from({ length: deps.settings.lanes }, () => runLane(round, queue)));
  },
});
