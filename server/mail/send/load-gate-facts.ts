import type { EnrollmentId, ShopId } from '../../lib/brand.ts';
import { isFirstMail } from '../consent/first-mail.ts';
import type { GateFacts } from '../gate/clause.ts';
import type { Sender } from '../sending/sender.ts';
import type { Shop } from '../../shop/shop.ts';
import type { Attempt } from './attempt.ts';
import { mailPolicyOf } from './mail-policy.ts';
import type { FactLook, SenderPort } from './send-ports.ts';

type Look = FactLook & { readonly senders?: SenderPort | undefined };

const senderFor = async (senders: SenderPort | undefined, shop: Shop | undefined): Promise<Partial<Sender>> =>
  shop === undefined || senders === undefined ? {} : senders.of(shop);

/** Facts of one shop's mails, in a handful of reads whatever their number. What can't be known is absent. */
const loadShop = async (
  { people, flows, senders }: Look,
  shopId: ShopId,
  at: { attempts: readonly Attempt[]; now: Date },
): Promise<[EnrollmentId, GateFacts][]> => {
  const requests = at.attempts.map(({ request }) => request);
  const contacts = [...new Set(requests.map(({ enrollment }) => enrollment.contact))];
  const [shops, recipients, briefs] = await Promise.all([
    people.shops([shopId]),
    people.recipients(shopId, contacts),
    flows.brief(shopId, requests, at.now),
  ]);
  const found = shops.get(shopId);
  const { dailyLimit, ...sender } = await senderFor(senders, found);
  const shop = found === undefined ? undefined : { ...found, sender: { ...found.sender, ...sender } };
  return requests.flatMap(({ enrollment, program, args }): [EnrollmentId, GateFacts][] => {
    const recipient = recipients.get(enrollment.contact);
    const brief = briefs.get(enrollment.id);
    if (shop === undefined || recipient === undefined || brief === undefined) return [];
    const { id, heldOut, dueAt = at.now } = enrollment;
    const { kind, category = brief.category } = mailPolicyOf(args);
    const opens = isFirstMail(program.steps, enrollment.step);
    const own = {
      now: at.now,
      kind,
      category,
      opens,
      shop,
      dailyLimit,
      recipient,
      brief,
      enrollment: { id, heldOut, dueAt },
    };
    return [[id, { ...own, rivals: [], siblings: [] }]];
  });
};

/** Everything but what else wants the same people: that is looked at last, see `loadUnchanged`. */
export const loadGateFacts = async (
  look: Look,
  attempts: readonly Attempt[],
  now: Date,
): Promise<ReadonlyMap<EnrollmentId, GateFacts>> => {
  const byShop = Map.groupBy(attempts, ({ request }) => request.enrollment.shop);
  const loaded = await Promise.all(
    [...byShop].map(([shop, mine]) => loadShop(look, shop, { attempts: mine, now })),
  );
  return new Map(loaded.flat());
};
