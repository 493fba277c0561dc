import { monotonicMs, sleep } from '../../lib/clock.ts';
import type { GuardedRequest, RequestAnswer } from '../../lib/outgoing/guarded-request.ts';
import type { DeliverabilityFinding } from './deliverability.contract.ts';

/** `unclear`: nobody answered in time, or only people are let in. */
export type LinkState = 'there' | 'broken' | 'unclear';

export interface LinkCheckOptions {
  readonly request: GuardedRequest;
  readonly nowMs?: (() => number) | undefined;
  /** How long one look takes at most, whatever many links there are; the rest is known the next time. */
  readonly patienceMs?: number | undefined;
}

/** Where the links of mails lead, with what was found of each; those that nobody looked at in time are `unclear`. */
export type LinkCheck = (addresses: readonly string[]) => Promise<ReadonlyMap<string, LinkState>>;

const mostLinks = 20;
const atOnce = 4;
const knownForMs = 3_600_000;
const mostKnown = 2000;

/** Shops keep programs out with these; a person would see the page. */
const onlyPeople = new Set([401, 403, 429, 999]);
/** They know no HEAD. */
const noHead = new Set([404, 405, 501]);

const stateOf = (answer: RequestAnswer): LinkState => {
  // Plain http isn't asked; what leads into a private network leads nobody anywhere.
  if (answer.kind === 'refused') return answer.reason === 'address_not_public' ? 'broken' : 'unclear';
  if (answer.kind === 'unreachable') return answer.reason === 'name_unknown' ? 'broken' : 'unclear';
  if (onlyPeople.has(answer.status) || answer.status >= 500) return 'unclear';
  return answer.status < 400 ? 'there' : 'broken';
};

const headers = { 'user-agent': 'Encore link check', accept: '*/*' };

/** A link may lead anywhere a merchant wrote: asked only through the guard, each once an hour. */
export const createLinkCheck = ({
  request,
  nowMs = monotonicMs,
  patienceMs = 5000,
}: LinkCheckOptions): LinkCheck => {
  const known = new Map<string, { readonly state: LinkState; readonly untilMs: number }>();
  const ask = async (url: string): Promise<LinkState> => {
    const answer = await request({ url, method: 'HEAD', headers });
    const isOver = answer.kind !== 'answered' || !noHead.has(answer.status);
    return stateOf(isOver ? answer : await request({ url, method: 'GET', headers }));
  };
  const look = async (url: string): Promise<void> => {
    const before = known.get(url);
    if (before !== undefined && before.untilMs > nowMs()) return;
    const state = await ask(url);
    if (known.size >= mostKnown) known.clear();
    known.set(url, { state, untilMs: nowMs() + knownForMs });
  };
  return async (addresses) => {
    const urls = [...new Set(addresses)].slice(0, mostLinks);
    const queue = urls.values();
    const lane = async (): Promise<void> => {
      for (const url of queue) await look(url);
    };
    const over = new AbortController();
    await Promise.race([Promise.all(Array.from({ length: atOnce }, lane)), sleep(patienceMs, over.signal)]);
    over.abort();
    return new Map(urls.map((url) => [url, known.get(url)?.state ?? 'unclear']));
  };
};

/** A picture or a page that isn't there. */
export const findingOfLinks = (states: ReadonlyMap<string, LinkState>): DeliverabilityFinding => {
  const broken = [...states].filter(([, state]) => state === 'broken').map(([url]) => url);
  const [first] = broken;
  if (first !== undefined)
    return {
      key: 'links',
      level: 'fail',
      says: `${broken.length} of ${states.size} links lead nowhere, the first to ${first.slice(0, 200)}`,
      todo: 'Mend them in the template.',
    };
  const unclear = [...states.values()].filter((state) => state === 'unclear').length;
  const says =
    unclear === 0
      ? `All ${states.size} links lead somewhere.`
      : `Of ${states.size} links, ${unclear} could not be looked at.`;
  return { key: 'links', level: 'ok', says, todo: null };
};
