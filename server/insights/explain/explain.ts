import type { ContactId, FlowId, ShopId } from '../../lib/brand.ts';
import type { Contact } from '../../shop/contact.ts';
import { enrollmentStory, unreadableStory } from './enrollment-story.ts';
import type { ContactRef, ExplainDeps, StoryPeople } from './explain-deps.ts';
import { loadStory } from './load-story.ts';
import type { StorySources } from './load-story.ts';
import { inOrder, lineOfDecision } from './story-lines.ts';
import type { Story, StoryFlow } from './story.contract.ts';

export interface ExplainQuery {
  readonly shop: ShopId;
  readonly contact: ContactRef;
  readonly flow?: FlowId | undefined;
}

/** The whole story of one person, in one flow or in all; null when the shop knows no such person. */
export type Explain = (query: ExplainQuery) => Promise<Story | null>;

const resolve = async (
  people: StoryPeople,
  shop: ShopId,
  ref: ContactRef,
): Promise<{ contact: Contact; ids: readonly ContactId[] } | null> => {
  if ('id' in ref) {
    const contact = (await people.findMany(shop, [ref.id])).get(ref.id);
    return contact === undefined ? null : { contact, ids: [...new Set([contact.id, ref.id])] };
  }
  const contact = await ('address' in ref
    ? people.findByAddress(shop, ref.address)
    : people.findByCustomerId(shop, ref.customerId));
  return contact === undefined ? null : { contact, ids: [contact.id] };
};

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const headline = (entered: number, refused: number, waiting: number): string => {
  if (entered === 0 && refused === 0) return 'Nothing that starts this flow has been heard of this person.';
  const now = waiting === 0 ? 'not in it now' : 'in it now';
  const kept = refused === 0 ? '' : `, kept out ${times(refused)}`;
  return entered === 0 ? `Never entered${kept}.` : `Entered ${times(entered)}${kept}; ${now}.`;
};

type FlowHead = StoryFlow['flow'];

const flowStory = (flow: FlowHead, sources: StorySources): StoryFlow => {
  const of = <Row extends { readonly flow: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => row.flow === flow.id);
  const refused = of(sources.decisions).filter(({ kind }) => kind === 'not-entered');
  const enrollments = [
    ...of(sources.enrollments)
      .toSorted((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime())
      .map((enrollment) => enrollmentStory(enrollment, sources, flow.status)),
    ...of(sources.unreadable).map((row) => unreadableStory(row, sources)),
  ];
  const waiting = enrollments.filter(({ state }) => state === 'waiting').length;
  const refusals = refused.reduce((sum, { count }) => sum + count, 0);
  return {
    flow,
    sentence: headline(enrollments.length, refusals, waiting),
    notEntered: inOrder(refused.map(lineOfDecision)),
    enrollments,
  };
};

/** Flows that are gone but left traces are told by their ids. */
const headsOf = async ({ flows }: ExplainDeps, shop: ShopId, sources: StorySources): Promise<FlowHead[]> => {
  const heads = (await flows.list(shop)).map(({ id, title, status }): FlowHead => ({ id, title, status }));
  const known = new Set(heads.map(({ id }) => id));
  const traces = [...sources.decisions, ...sources.enrollments, ...sources.unreadable];
  const gone = new Set(traces.map(({ flow }): string => flow).filter((flow) => !known.has(flow)));
  return [...heads, ...[...gone].map((id): FlowHead => ({ id, title: id, status: 'gone' }))];
};

export const createExplain =
  (deps: ExplainDeps): Explain =>
  async ({ shop, contact: ref, flow }) => {
    const found = await resolve(deps.people, shop, ref);
    if (found === null) return null;
    const sources = await loadStory(deps, { shop, contacts: found.ids });
    const heads = await headsOf(deps, shop, sources);
    return {
      contact: { id: found.contact.id, redacted: found.contact.redactedAt !== undefined },
      flows: heads
        .filter(({ id }) => flow === undefined || id === flow)
        .map((head) => flowStory(head, sources)),
      truncated: sources.truncated,
    };
  };
