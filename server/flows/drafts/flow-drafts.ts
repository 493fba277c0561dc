import { faultOfJson } from '../../engine/json-bounds.ts';
import type { StepRegistry } from '../../engine/step.ts';
import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Shop } from '../../shop/shop.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { FlowVersionRepository } from '../flow-version.repository.ts';
import { checkProgram } from '../life/check-program.ts';
import type { CheckDeps } from '../life/check-program.ts';
import type { LifeSession } from '../life/life-session.ts';
import { dateLine } from './date-line.ts';
import type { DateLine } from './date-line.ts';
import type { FlowDraft, FlowDraftRepository } from './flow-draft.repository.ts';

export interface EditableFlow {
  readonly draft: FlowDraft | null;
  readonly current: { readonly version: number; readonly program: unknown };
}

export interface Inspection extends DateLine {
  readonly problems: Readonly<Record<string, string>>;
  readonly startAt: Date;
  readonly zone: string;
}

export interface DraftSave {
  readonly flow: string;
  readonly rev: number;
  readonly base: number;
  readonly program: unknown;
}

export type DraftOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'conflict'; readonly current: FlowDraft | null }
  | { readonly kind: 'not-found' };

/** What an editor needs before anything is published. */
export interface FlowDrafts {
  /** Null when there is no such flow. */
  open(shop: ShopId, flow: string): Promise<EditableFlow | null>;
  /** A draft need not parse, only be of bounded size. Throws `program_invalid` for one that isn't. */
  save(session: LifeSession, save: DraftSave): Promise<DraftOutcome>;
  /** Done also when there is none. */
  discard(shop: ShopId, flow: string, rev: number): Promise<DraftOutcome>;
  /** Says what is wrong with a program, and when its steps would happen. Stores nothing. */
  inspect(shop: ShopId, input: { program: unknown; startAt: Date | undefined }): Promise<Inspection>;
}

export interface FlowDraftDeps {
  readonly drafts: FlowDraftRepository;
  readonly flows: Pick<FlowRepository, 'find'>;
  readonly versions: Pick<FlowVersionRepository, 'list'>;
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly check: CheckDeps;
  readonly steps: StepRegistry;
  readonly clock: Clock;
}

const bounds = { depth: 80, values: 20_000, text: 20_000 };

const open = async (
  { drafts, flows, versions }: FlowDraftDeps,
  shop: ShopId,
  id: string,
): Promise<EditableFlow | null> => {
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return null;
  const [draft, stored] = await Promise.all([drafts.find(shop, flow.id), versions.list(shop, flow.id)]);
  const current = stored.find(({ version }) => version === flow.version);
  return { draft, current: { version: flow.version, program: current?.program ?? null } };
};

const save = async (
  { drafts, flows, clock }: FlowDraftDeps,
  { shop, user }: LifeSession,
  { flow: id, rev, base, program }: DraftSave,
): Promise<DraftOutcome> => {
  const fault = faultOfJson(program, bounds);
  if (fault !== undefined)
    throw new EncoreError('program_invalid', { fields: { [fault.path.join('.')]: fault.message } });
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return { kind: 'not-found' };
  const draft = { program, base, savedAt: clock.now(), savedBy: user };
  const saved = await drafts.save(shop, flow.id, { seen: rev, draft });
  return saved === null ? { kind: 'conflict', current: await drafts.find(shop, flow.id) } : { kind: 'done' };
};

const discard = async (
  { drafts, flows }: FlowDraftDeps,
  shop: ShopId,
  { id, rev }: { id: string; rev: number },
): Promise<DraftOutcome> => {
  const flow = await flows.find(shop, asFlowId(id));
  if (flow === null) return { kind: 'not-found' };
  if (await drafts.discard(shop, flow.id, rev)) return { kind: 'done' };
  const current = await drafts.find(shop, flow.id);
  return current === null ? { kind: 'done' } : { kind: 'conflict', current };
};

const inspect = async (
  { check, shops, steps, clock }: FlowDraftDeps,
  id: ShopId,
  { program, startAt = clock.now() }: { program: unknown; startAt: Date | undefined },
): Promise<Inspection> => {
  const shop = await shops.find(id);
  if (shop === undefined) throw new EncoreError('shop_not_installed');
  const seen = { startAt, zone: shop.zone };
  try {
    const parsed = await checkProgram(check, id, program);
    return { ...dateLine({ program: parsed, steps, shop, startAt }), ...seen, problems: {} };
  } catch (error) {
    if (!(error instanceof EncoreError) || error.code !== 'program_invalid') throw error;
    return { moments: [], open: false, ...seen, problems: error.fields ?? { '': error.message } };
  }
};

export const createFlowDrafts = (deps: FlowDraftDeps): FlowDrafts => ({
  open: (shop, flow) => open(deps, shop, flow),
  save: (session, draft) => save(deps, session, draft),
  discard: (shop, id, rev) => discard(deps, shop, { id, rev }),
  inspect: (shop, input) => inspect(deps, shop, input),
});
