import type { ContactId, EnrollmentId, ShopId } from '../lib/brand.ts';
import { evaluatePredicate, predicateNeeds } from '../engine/evaluate-predicate.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { Facts } from '../engine/step.ts';
import type { FlowBrief, FlowPort } from '../mail/flow-port.ts';
import type { Shop } from '../shop/shop.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { FlowKind, FlowKinds } from './flow-kind.ts';
import type { Flow } from './flow.ts';
import type { FlowRuntime } from './reactor-deps.ts';
import { runningOf } from './running-of.ts';
import { readersLocale } from './readers-locale.ts';
import { findSettling } from './settlement.ts';
import type { ShopFacts } from './shop-facts.ts';
import { usefulUntil } from './useful-until.ts';

export interface BriefDeps {
  readonly facts: ShopFacts;
  readonly runtime: Pick<FlowRuntime, 'kinds' | 'flows'>;
}

interface Request {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
}

interface KindGroup {
  readonly kind: FlowKind;
  readonly requests: readonly Request[];
  readonly now: Date;
}

const filterHolds = ({ filter }: FlowProgram, facts: Facts | undefined, now: Date): boolean =>
  filter === undefined || (facts !== undefined && evaluatePredicate(filter, facts, now));

const loadFilterFacts = async (
  facts: ShopFacts,
  shop: ShopId,
  { requests, now }: KindGroup,
): Promise<ReadonlyMap<ContactId, Facts>> => {
  const filtered = requests.filter(({ program }) => program.filter !== undefined);
  const names = new Set(
    filtered.flatMap(({ program: { filter } }) => (filter ? predicateNeeds(filter) : [])),
  );
  if (filtered.length === 0) return new Map();
  const contacts = [...new Set(filtered.map(({ enrollment }) => enrollment.contact))];
  return loadContactFacts(facts, { shop, contacts, names, now });
};

/** What a batch of one shop has in common. */
interface Frame {
  readonly facts: ShopFacts;
  readonly shopId: ShopId;
  /** Still being read: what doesn't need it is asked for at the same moment. */
  readonly shop: Promise<Shop | null>;
  readonly flows: Promise<ReadonlyMap<string, Flow>>;
}

/** Prices and dates are written as each reader writes them, where the mail speaks their language. */
const contentOf = async (frame: Frame, { kind, requests, now }: KindGroup) => {
  const enrollments = requests.map(({ enrollment }) => enrollment);
  const ids = [...new Set(enrollments.map(({ contact }) => contact))];
  const [shop, people] = await Promise.all([frame.shop, frame.facts.contacts.findMany(frame.shopId, ids)]);
  if (shop === null) return undefined;
  const byLocale = Map.groupBy(enrollments, ({ contact }) =>
    readersLocale(people.get(contact)?.locale, shop.locale),
  );
  const contents = await Promise.all(
    [...byLocale].map(([locale, own]) =>
      kind.content(locale === shop.locale ? shop : { ...shop, locale }, own, now),
    ),
  );
  return { shop, by: new Map(contents.flatMap((each) => [...each])) };
};

const briefsOf = async (frame: Frame, group: KindGroup): Promise<readonly [EnrollmentId, FlowBrief][]> => {
  const { facts, shopId } = frame;
  const { kind, requests, now } = group;
  const subjects = requests.map(({ enrollment }) => enrollment);
  const [settling, content, contactFacts, flows] = await Promise.all([
    findSettling(facts, kind, { shop: shopId, subjects }),
    contentOf(frame, group),
    loadFilterFacts(facts, shopId, group),
    frame.flows,
  ]);
  if (content === undefined) return [];
  return requests.flatMap(({ enrollment, program }): [EnrollmentId, FlowBrief][] => {
    const flow = flows.get(enrollment.flow);
    if (flow === undefined) return [];
    const brief: FlowBrief = {
      flowKey: kind.key,
      category: kind.category,
      running: runningOf(flow),
      filterHolds: filterHolds(program, contactFacts.get(enrollment.contact), now),
      settledBy: settling.get(enrollment)?.id,
      usefulUntil: usefulUntil(enrollment, program, { kind, zone: content.shop.zone }),
      priority: program.priority,
      combines: kind.combines,
      content: content.by.get(enrollment.id) ?? { none: 'facts_unavailable' },
    };
    return [[enrollment.id, brief]];
  });
};

const groupsOf = (
  requests: readonly Request[],
  kindOf: (request: Request) => FlowKind | undefined,
  now: Date,
): readonly KindGroup[] =>
  [...Map.groupBy(requests, kindOf)].flatMap(([kind, own]) =>
    kind === undefined ? [] : [{ kind, requests: own, now }],
  );

const briefAll = async (
  frame: Frame,
  groups: readonly KindGroup[],
): Promise<readonly [EnrollmentId, FlowBrief][]> =>
  (await Promise.all(groups.map((group) => briefsOf(frame, group)))).flat();

/** A trigger named like its kind tells at once what to read; of the others only the flow itself knows the kind. */
const briefOthers = async (
  frame: Frame,
  kinds: FlowKinds,
  { requests, now }: Pick<KindGroup, 'requests' | 'now'>,
): Promise<readonly [EnrollmentId, FlowBrief][]> => {
  const flows = await frame.flows;
  const kindOf = ({ enrollment }: Request): FlowKind | undefined =>
    kinds.get(flows.get(enrollment.flow)?.kind ?? '');
  return briefAll(frame, groupsOf(requests, kindOf, now));
};

/** What mail asks before each message; everything is read anew. An enrollment whose shop or flow is gone has no brief. */
export const createFlowPort = ({ facts, runtime: { kinds, flows } }: BriefDeps): FlowPort => ({
  brief: async (shopId, requests, now) => {
    const frame: Frame = {
      facts,
      shopId,
      shop: facts.shops.find(shopId),
      flows: flows.list(shopId).then((found) => new Map(found.map((flow) => [String(flow.id), flow]))),
    };
    const isNamed = ({ program }: Request): boolean => kinds.has(program.trigger.kind);
    const named = groupsOf(requests.filter(isNamed), ({ program }) => kinds.get(program.trigger.kind), now);
    const others = requests.filter((request) => !isNamed(request));
    const [first, second] = await Promise.all([
      briefAll(frame, named),
      briefOthers(frame, kinds, { requests: others, now }),
      // Read in any case, so a failure is never nobody's.
      frame.shop,
    ]);
    return new Map([...first, ...second]);
  },
});
