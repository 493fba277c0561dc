import type { ContactId, EnrollmentId, ShopId } from '../lib/brand.ts';
import { evaluatePredicate, predicateNeeds } from '../engine/evaluate-predicate.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { FlowProgram } from '../engine/program.ts';
import type { Facts } from '../engine/step.ts';
import type { FlowBrief, FlowPort } from '../mail/flow-port.ts';
import type { Shop } from '../shop/shop.ts';
import { loadContactFacts } from './contact-facts.ts';
import type { FlowKind } from './flow-kind.ts';
import type { Flow } from './flow.ts';
import type { FlowRuntime } from './reactor-deps.ts';
import { runningOf } from './running-of.ts';
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

interface FlowGroup {
  readonly shop: Shop;
  readonly flow: Flow;
  readonly kind: FlowKind;
  readonly requests: readonly Request[];
  readonly now: Date;
}

const filterHolds = ({ filter }: FlowProgram, facts: Facts | undefined, now: Date): boolean =>
  filter === undefined || (facts !== undefined && evaluatePredicate(filter, facts, now));

const loadFilterFacts = async (
  facts: ShopFacts,
  { shop, requests, now }: FlowGroup,
): Promise<ReadonlyMap<ContactId, Facts>> => {
  const filtered = requests.filter(({ program }) => program.filter !== undefined);
  const names = new Set(
    filtered.flatMap(({ program: { filter } }) => (filter ? predicateNeeds(filter) : [])),
  );
  if (filtered.length === 0) return new Map();
  const contacts = [...new Set(filtered.map(({ enrollment }) => enrollment.contact))];
  return loadContactFacts(facts, { shop: shop.id, contacts, names, now });
};

const briefsOf = async (
  facts: ShopFacts,
  group: FlowGroup,
): Promise<readonly [EnrollmentId, FlowBrief][]> => {
  const { shop, flow, kind, requests, now } = group;
  const enrollments = requests.map(({ enrollment }) => enrollment);
  const [settling, content, contactFacts] = await Promise.all([
    findSettling(facts, kind, { shop: shop.id, subjects: enrollments }),
    kind.content(shop, enrollments, now),
    loadFilterFacts(facts, group),
  ]);
  return requests.map(({ enrollment, program }) => [
    enrollment.id,
    {
      flowKey: kind.key,
      running: runningOf(flow),
      filterHolds: filterHolds(program, contactFacts.get(enrollment.contact), now),
      settledBy: settling.get(enrollment)?.id,
      usefulUntil: usefulUntil(enrollment, program, { kind, zone: shop.zone }),
      priority: program.priority,
      combines: kind.combines,
      content: content.get(enrollment.id) ?? { none: 'facts_unavailable' },
    },
  ]);
};

const groupsOf = (
  { kinds }: Pick<FlowRuntime, 'kinds'>,
  flows: readonly Flow[],
  { shop, requests, now }: Pick<FlowGroup, 'shop' | 'requests' | 'now'>,
): readonly FlowGroup[] =>
  flows.flatMap((flow) => {
    const kind = kinds.get(flow.kind);
    const own = requests.filter(({ enrollment }) => enrollment.flow === flow.id);
    return kind === undefined || own.length === 0 ? [] : [{ shop, flow, kind, requests: own, now }];
  });

/** What mail asks before each message; everything is read anew. An enrollment whose shop or flow is gone has no brief. */
export const createFlowPort = ({ facts, runtime }: BriefDeps): FlowPort => ({
  brief: async (shopId: ShopId, requests, now) => {
    const [shop, flows] = await Promise.all([facts.shops.find(shopId), runtime.flows.list(shopId)]);
    if (shop === null) return new Map();
    const groups = groupsOf(runtime, flows, { shop, requests, now });
    return new Map((await Promise.all(groups.map((group) => briefsOf(facts, group)))).flat());
  },
});
