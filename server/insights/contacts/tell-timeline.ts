import { z } from 'zod';
import type { EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import type { StoredDecision } from '../../engine/decision.model.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { Message } from '../../mail/message.ts';
import type { MessageEvent } from '../../mail/events/message-event.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { ContactDeps } from './contact-deps.ts';
import type { TimelineItem } from './contact.contract.ts';
import type { RawLine } from './timeline.repository.ts';

/** What the lines of one page refer to, read at once. */
interface Context {
  readonly titles: ReadonlyMap<FlowId, string>;
  readonly messages: ReadonlyMap<MessageId, Message>;
  readonly reported: ReadonlyMap<MessageId, readonly MessageEvent[]>;
  /** Names of orders and titles of products. */
  readonly names: ReadonlyMap<string, string>;
}

const gateSchema = z.array(
  z.strictObject({ clause: z.string(), pass: z.boolean(), saw: z.string().optional() }),
);
const momentSchema = z.iso.datetime();

const gateOf = ({ detail }: StoredDecision): TimelineItem['gate'] => {
  const parsed = gateSchema.safeParse(detail?.['gate']);
  return parsed.success ? parsed.data.map(({ saw, ...answer }) => ({ ...answer, saw: saw ?? null })) : [];
};

const untilOf = ({ detail }: StoredDecision): string | null => {
  const parsed = momentSchema.safeParse(detail?.['until']);
  return parsed.success ? parsed.data : null;
};

const aboutMail = new Set(['sent', 'skipped', 'deferred', 'failed', 'unknown']);

/** Throttling and re-tries of the provider are noise beside what became of the mail. */
const worthTelling = new Set<MessageEvent['type']>([
  'delivered',
  'bounced',
  'dropped',
  'complained',
  'opened',
  'clicked',
  'unsubscribed',
]);

const nothing = {
  reason: '',
  count: 1,
  flow: null,
  message: null,
  reported: [],
  about: null,
  until: null,
  gate: [],
};

const messageOf = (decision: StoredDecision): MessageId | undefined =>
  decision.enrollment !== undefined && aboutMail.has(decision.kind)
    ? messageIdOf(decision.enrollment, decision.step)
    : undefined;

const tellDecision = (id: string, decision: StoredDecision, context: Context): TimelineItem => {
  const messageId = messageOf(decision);
  const message = messageId === undefined ? undefined : context.messages.get(messageId);
  const reported = decision.kind === 'sent' && messageId ? (context.reported.get(messageId) ?? []) : [];
  return {
    ...nothing,
    id,
    at: decision.at.toISOString(),
    kind: aboutMail.has(decision.kind) ? 'mail' : 'flow',
    type: decision.kind,
    reason: decision.reason,
    count: decision.count,
    flow: { id: decision.flow, title: context.titles.get(decision.flow) ?? decision.flow },
    message: message === undefined ? null : { id: message.id, subject: message.subject ?? null },
    reported: reported
      .filter(({ type }) => worthTelling.has(type))
      .map(({ type, at }) => ({ type, at: at.toISOString() })),
    until: decision.kind === 'deferred' ? untilOf(decision) : null,
    gate: gateOf(decision),
  };
};

const stateOf = ({ data }: StoreEvent): string => (typeof data['state'] === 'string' ? data['state'] : '');

/** The ids by which the shop's words for an event's object are found. */
const namedBy = ({ type, about, data }: StoreEvent): string => {
  if (type === 'product.viewed') return typeof data['productId'] === 'string' ? data['productId'] : about;
  return typeof data['orderId'] === 'string' ? data['orderId'] : about;
};

const tellEvent = (event: StoreEvent, { names }: Context): TimelineItem => ({
  ...nothing,
  id: event.id,
  at: event.at.toISOString(),
  kind: 'store',
  type: event.type,
  reason: event.type === 'consent.changed' ? stateOf(event) : '',
  about: names.get(namedBy(event)) ?? null,
});

const decisionsIn = (lines: readonly RawLine[]): readonly StoredDecision[] =>
  lines.flatMap((line) => ('decision' in line ? [line.decision] : []));
const eventsIn = (lines: readonly RawLine[]): readonly StoreEvent[] =>
  lines.flatMap((line) => ('event' in line ? [line.event] : []));

const loadMail = async (
  { mail }: ContactDeps,
  shop: ShopId,
  decisions: readonly StoredDecision[],
): Promise<Pick<Context, 'messages' | 'reported'>> => {
  const enrollments = new Set<EnrollmentId>(decisions.flatMap(({ enrollment }) => enrollment ?? []));
  const messages = await mail.messages.ofEnrollments(shop, [...enrollments]);
  const sent = decisions.filter(({ kind }) => kind === 'sent').flatMap((one) => messageOf(one) ?? []);
  const reported = await Promise.all(
    sent.map(async (id) => [id, await mail.events.ofMessage(shop, id)] as const),
  );
  return { messages: new Map(messages.map((one) => [one.id, one])), reported: new Map(reported) };
};

const loadNames = async (
  { orders, products }: ContactDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<Context['names']> => {
  const idsOf = (isOne: (event: StoreEvent) => boolean): readonly string[] => [
    ...new Set(events.filter(isOne).map(namedBy)),
  ];
  const [orderRows, productRows] = await Promise.all([
    orders.findMany(
      shop,
      idsOf(({ type }) => type.startsWith('order.')),
    ),
    products.findMany(
      shop,
      idsOf(({ type }) => type === 'product.viewed'),
    ),
  ]);
  return new Map([
    ...orderRows.map(({ id, name }) => [id, name] as const),
    ...productRows.map(({ id, title }) => [id, title] as const),
  ]);
};

/** The lines of a page in the contract's words, with the names of what they are about. */
export const tellTimeline = async (
  deps: ContactDeps,
  shop: ShopId,
  lines: readonly RawLine[],
): Promise<TimelineItem[]> => {
  const [flows, mail, names] = await Promise.all([
    deps.flows.list(shop),
    loadMail(deps, shop, decisionsIn(lines)),
    loadNames(deps, shop, eventsIn(lines)),
  ]);
  const context = { ...mail, names, titles: new Map(flows.map(({ id, title }) => [id, title])) };
  return lines.map((line) =>
    'decision' in line ? tellDecision(line.id, line.decision, context) : tellEvent(line.event, context),
  );
};
