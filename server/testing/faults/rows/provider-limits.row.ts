import { monotonicMs, sleep } from '../../../lib/clock.ts';
import type { Illness } from '../../mail/provider-double.ts';
import { eventually } from '../../eventually.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';
import { crowdOf, leave } from '../rounds/crowd.ts';
import { settle } from '../rounds/settle.ts';
import { operatorKey } from '../world/fault-world.ts';
import type { FaultWorld } from '../world/fault-world.ts';
import { merchantOf, shopNames } from '../world/shops.ts';
import type { ShopName } from '../world/shops.ts';
import { allLeft, withWorld } from './with-world.ts';

const [onOperators, onItsOwn] = shopNames;
const ownKey = `SG.${'o'.repeat(22)}.${'s'.repeat(43)}`;
const limitedForMs = 5000;
const crowd = 24;

/** Whose account is limited, under which key, and which shop is not to notice. */
interface Limited {
  readonly key: string;
  readonly limited: ShopName;
  readonly free: ShopName;
}

const limit = async (world: FaultWorld, illness: Illness, { key, limited, free }: Limited) => {
  const firstWritten = world.written.length;
  const people = crowdOf(allLeft(crowd));
  world.provider.fallIllForKey(key, illness);
  const startedMs = monotonicMs();
  await leave(world, people, 800);
  await sleep(limitedForMs);
  const own = crowd / 2;
  const writtenOf = (name: string): number =>
    world.written.slice(firstWritten).filter(({ shop }) => shop === name).length;
  await eventually(() => writtenOf(free) >= own, 60_000).catch(() => undefined);
  const tries = writtenOf(limited);
  const others = writtenOf(free);
  const limitedMs = monotonicMs() - startedMs;
  world.provider.fallIllForKey(key, 'well');
  const settled = await settle(world, people);
  const tookMs = monotonicMs() - startedMs;
  const sent = settled.stories.filter(({ messages }) => messages.some(({ status }) => status === 'accepted'));
  return {
    violations: [
      ...settled.violations.map((one) => `${illness}: ${one}`),
      ...expectThat(others === own, `${illness}: the other shop got ${others} of its ${own} mails meanwhile`),
      ...expectThat(
        tries <= own * (2 + limitedMs / 2000),
        `${illness}: ${tries} tries in ${Math.round(limitedMs)} ms`,
      ),
      ...expectThat(
        sent.length === crowd,
        `${illness}: only ${sent.length} of ${crowd} were sent in the end`,
      ),
    ],
    seen: `${illness}: ${tries} tries of ${own} mails in ${(limitedMs / 1000).toFixed(0)} s, the other shop undisturbed, all sent ${(tookMs / 1000).toFixed(0)} s after the start`,
  };
};

export const providerLimits: FaultRow = {
  number: 14,
  fault:
    'provider answers 429 to one account (the operator’s, a shop’s own), with and without saying until when',
  run: () =>
    withWorld({ workers: 1 }, async (world) => {
      await merchantOf(onItsOwn, world.appUrl).bringKey(ownKey);
      const operators = { key: operatorKey, limited: onOperators, free: onItsOwn };
      const own = { key: ownKey, limited: onItsOwn, free: onOperators };
      const named = await limit(world, 'rate-limited', operators);
      const unnamed = await limit(world, 'rate-limited-unnamed', own);
      return {
        violations: [...named.violations, ...unnamed.violations],
        seen: `${named.seen}; ${unnamed.seen}`,
      };
    }),
};
