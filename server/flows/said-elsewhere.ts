import { allSteps } from '../engine/cursor.ts';
import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import { versionKey } from '../engine/ports.ts';
import type { ProgramPort } from '../engine/ports.ts';
import type { EnrollmentId, MessageId, ShopId } from '../lib/brand.ts';
import type { Message, MessageStatus } from '../mail/message.ts';
import { messageIdOf } from '../mail/message-id.ts';
import type { Flow } from './flow.ts';

export interface SaidElsewhereDeps {
  readonly flows: { list(shop: ShopId): Promise<readonly Flow[]> };
  readonly programs: ProgramPort;
  readonly rows: {
    read(ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, Pick<Message, 'status'>>>;
  };
}

export interface OtherFlows {
  readonly kind: string;
  /** It goes first: what it is about to send counts already. The other way round each would be silent for the other. */
  readonly goesFirst: boolean;
}

/** Those of whom another flow of this kind has written about the same thing. */
export type SaidElsewhere = (
  shop: ShopId,
  enrollments: readonly Enrollment[],
  others: OtherFlows,
) => Promise<ReadonlySet<EnrollmentId>>;

/** It left, or may have left. */
const said: readonly MessageStatus[] = ['accepted', 'unknown'];

/**
 * Two flows that are about the same thing, once each, share the ids of their enrollments but for the flow: so what the
 * other has sent is found without a search.
 */
export const createSaidElsewhere =
  ({ flows, programs, rows }: SaidElsewhereDeps): SaidElsewhere =>
  async (shop, enrollments, { kind, goesFirst }) => {
    const others = (await flows.list(shop)).filter((flow) => flow.kind === kind);
    if (others.length === 0) return new Set();
    const versions = others.map(({ id: flow, version }) => ({ shop, flow, version }));
    const loaded = await programs.load(versions);
    const mailsOf = ({ contact, about }: Enrollment): readonly MessageId[] =>
      versions.flatMap((version) => {
        const steps = allSteps(loaded.get(versionKey(version))?.steps ?? []);
        const id = enrollmentIdOf({ shop, flow: version.flow, contact, about, occurrence: '' });
        return steps.flatMap((step) => (step.key === 'send-email' ? [messageIdOf(id, step.id)] : []));
      });
    const found = await rows.read(enrollments.flatMap(mailsOf));
    const saying = new Set<MessageStatus>(goesFirst ? [...said, 'sending'] : said);
    const isSaid = (enrollment: Enrollment): boolean =>
      mailsOf(enrollment).some((id) => saying.has(found.get(id)?.status ?? 'scheduled'));
    return new Set(enrollments.filter(isSaid).map(({ id }) => id));
  };
