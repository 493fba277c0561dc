import { asFlowId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { factSchema } from '../../shop/journal/fact-schema.ts';
import type { JournalRepository } from '../../shop/journal/journal.repository.ts';
import type { Shop, ShopSettings } from '../../shop/shop.ts';
import type { Flow, FlowStatus } from '../flow.ts';
import { inOrder, journalVersion } from './journal-line.ts';
import type { Journal, JournalLine } from './journal-line.ts';
import type { HeardOfMail, JournalRows, SentMail, TakenDecision } from './journal-rows.repository.ts';

/** What a merchant did to a flow; absent fields stayed as they were. */
export interface FlowCommandRecord {
  readonly flow: string;
  readonly command: string;
  readonly at: Date;
  readonly status?: FlowStatus | undefined;
  readonly version?: number | undefined;
  readonly title?: string | undefined;
  /** The version that those who waited were moved to. */
  readonly movedTo?: number | undefined;
  /** How many a day were taken in whom past orders make due. */
  readonly perDay?: number | undefined;
}

export interface CollectDeps {
  readonly rows: JournalRows;
  readonly applied: Pick<JournalRepository, 'read'>;
  /** Oldest first. */
  readonly commands: () => Promise<readonly FlowCommandRecord[]>;
}

const settingsOf = ({
  name,
  url,
  zone,
  currency,
  locale,
  countryCode,
  sender,
  postalAddress,
  theme,
  frequencyCap,
  quietHours,
  consentPolicy,
}: ShopSettings): ShopSettings => ({
  name,
  url,
  zone,
  currency,
  locale,
  countryCode,
  sender,
  postalAddress,
  theme,
  frequencyCap,
  quietHours,
  consentPolicy,
});

/** As they were before anybody changed them: what the oldest change began from. */
const firstSettings = (shop: Shop, lines: readonly JournalLine[]): ShopSettings => {
  const facts = lines.flatMap((line) => (line.kind === 'facts' ? line.facts.map(({ fact }) => fact) : []));
  const change = facts.find((fact) => fact.kind === 'settings');
  if (change === undefined) return settingsOf(shop);
  const { sender, ...before } = change.before;
  return settingsOf({ ...shop, ...before, sender: { ...shop.sender, ...sender } });
};

const factsOf = async (applied: CollectDeps['applied'], shop: ShopId): Promise<readonly JournalLine[]> => {
  const lines: JournalLine[] = [];
  for await (const { at, source, facts } of applied.read(shop)) {
    const read = facts.map(({ text, contact }) => ({ fact: factSchema.parse(JSON.parse(text)), contact }));
    if (read.length > 0) lines.push({ kind: 'facts', at, source, facts: read });
  }
  return lines;
};

/** What a flow was before this was done to it, as far as that can be told. */
const before: Readonly<Record<string, FlowStatus>> = {
  publish: 'draft',
  pause: 'live',
  resume: 'paused',
  finish: 'live',
};

/** As it stood before the first command that anybody kept. */
const firstOf = (flow: Flow, commands: readonly FlowCommandRecord[]): Flow => {
  const own = commands.filter((command) => command.flow === flow.id);
  const created = own.find(({ command }) => command === 'create');
  const turned = own.find(({ command, status }) => command !== 'create' && status !== undefined);
  const edited = own.find(({ command }) => command === 'edit');
  const editedFrom = edited?.version === undefined ? flow.version : edited.version - 1;
  return {
    ...flow,
    title: created?.title ?? flow.title,
    status: created?.status ?? before[turned?.command ?? ''] ?? flow.status,
    version: created?.version ?? editedFrom,
  };
};

const commandLine = ({ flow, ...command }: FlowCommandRecord): readonly JournalLine[] =>
  command.command === 'create' ? [] : [{ kind: 'command', flow: asFlowId(flow), ...command }];

const flowsOf = async ({ rows, commands }: CollectDeps): Promise<readonly JournalLine[]> => {
  const [flows, given, versions] = await Promise.all([rows.flows(), commands(), rows.versions()]);
  return [
    ...versions.map(({ flow, version, program, createdAt }): JournalLine => ({
      kind: 'flow-version',
      at: createdAt,
      flow: asFlowId(flow),
      version,
      program,
    })),
    ...flows
      .map((flow) => firstOf(flow, given))
      .map(({ id, kind, title, status, version, createdAt }): JournalLine => ({
        kind: 'flow',
        at: createdAt,
        flow: id,
        flowKind: kind,
        title,
        status,
        version,
      })),
    ...given.flatMap(commandLine),
  ];
};

const eventLine = ({ message, type, at, detail }: HeardOfMail): JournalLine => ({
  kind: 'provider-event',
  at,
  message,
  event: type,
  detail,
});

/** Rows that still wait, or never got as far as the provider, were not sent. */
const sendLine = (
  { id, status, reason, decidedAt }: SentMail,
  unknown: ReadonlyMap<string, string>,
): readonly JournalLine[] => {
  if (decidedAt === undefined) return [];
  const line = { kind: 'send', at: decidedAt, message: id } as const;
  const why = unknown.get(id);
  if (why !== undefined) return [{ ...line, outcome: 'unknown', reason: why }];
  if (status !== 'accepted' && status !== 'failed' && status !== 'unknown') return [];
  return [{ ...line, outcome: status, reason }];
};

const runnersWords = new Set([
  'waited',
  'branched',
  'skipped',
  'sent',
  'failed',
  'unknown',
  'done',
  'quarantined',
]);
const policyDeferrals = new Set([
  'frequency_capped',
  'quiet_hours',
  'person_paused',
  'weekly_limit',
  'sender_limited',
  'plan_limit',
  'higher_priority',
  'flow_paused',
]);

/** A barrier or a busy provider is no look at the facts: nothing was decided by it. */
const isLook = ({ kind, reason }: TakenDecision): boolean =>
  kind === 'deferred' ? policyDeferrals.has(reason) : runnersWords.has(kind) || kind === 'exited';

const looksOf = (times: ReadonlySet<number>): readonly JournalLine[] =>
  [...times].map((ms): JournalLine => ({ kind: 'look', at: new Date(ms) }));

const mailsOf = async ({ rows }: CollectDeps): Promise<readonly JournalLine[]> => {
  const times = new Set<number>();
  const unknown = new Map<string, string>();
  const sent = new Set<string>();
  for await (const decision of rows.decisions()) {
    const { kind, reason, message, firstAt, lastAt } = decision;
    if (isLook(decision)) times.add(firstAt.getTime()).add(lastAt.getTime());
    if (message !== undefined && kind === 'unknown') unknown.set(message, reason);
    if (message !== undefined && kind === 'sent') sent.add(message);
  }
  for (const message of sent) unknown.delete(message);
  const lines: JournalLine[] = [];
  for await (const mail of rows.mails()) lines.push(...sendLine(mail, unknown));
  for await (const event of rows.providerEvents()) lines.push(eventLine(event));
  return [...lines, ...looksOf(times)];
};

/** One ordered journal of a shop until now. Throws `not_found` for a shop that nobody knows. */
export const collectJournal = async (
  deps: CollectDeps,
  { shop: id, until }: { readonly shop: ShopId; readonly until: Date },
): Promise<Journal> => {
  const shop = await deps.rows.shop();
  if (shop === undefined) throw new EncoreError('not_found', { message: `there is no shop ${id}` });
  const suppressions = (await deps.rows.suppressions()).map(({ addressDigest, reason, at }): JournalLine => ({
    kind: 'suppression',
    at,
    addressDigest,
    reason,
  }));
  const [flows, facts, mails] = await Promise.all([flowsOf(deps), factsOf(deps.applied, id), mailsOf(deps)]);
  const lines = inOrder([...flows, ...facts, ...suppressions, ...mails]);
  const installed: JournalLine = {
    kind: 'shop',
    at: shop.installedAt,
    platform: shop.platform,
    settings: firstSettings(shop, lines),
  };
  return {
    header: { journal: 'encore', version: journalVersion, shop: id, until, anonymous: false },
    lines: [installed, ...lines],
  };
};
