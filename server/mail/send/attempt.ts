import type { EnrollmentId, MessageId } from '../../lib/brand.ts';
import type { EffectRequest } from '../../engine/effect.ts';
import { messageIdOf } from '../message-id.ts';
import type { KeptMail } from '../kept/kept-mail.ts';
import type { GateAnswer, MailGround } from '../message.ts';
import type { NewMessage } from '../ledger/ledger.ts';
import { mailPolicyOf } from './mail-policy.ts';

/** One mail on its way through a sub-group: its row is ours under the sub-group's token. */
export interface Attempt {
  readonly id: MessageId;
  readonly request: EffectRequest;
  /** How often it certainly did not leave before. */
  readonly attempt: number;
}

/** How an attempt ended; settling turns it into a row, a decision and an outcome for the engine. */
export type Ending =
  | { readonly kind: 'accepted'; readonly providerMessageId?: string | undefined }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly reason: string; readonly exit?: string | undefined }
  /** BACK: asked again at `at`. `retried` counts as an attempt; `release` gives the cap's place back. */
  | {
      readonly kind: 'back';
      readonly at: Date;
      readonly reason: string;
      readonly retried: boolean;
      readonly release: boolean;
    }
  /** BACK without a next time: the lease or the enrollment is not ours any more. */
  | { readonly kind: 'dropped'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Date };

export interface Ended {
  readonly attempt: Attempt;
  readonly ending: Ending;
  readonly answers: readonly GateAnswer[];
  readonly subject?: string | undefined;
  /** On which it left, or may have. */
  readonly ground?: MailGround | undefined;
  /** Enrollments that this mail spoke for, if it left. */
  readonly includes?: readonly EnrollmentId[] | undefined;
  /** What it was made of, if it left or may have. */
  readonly kept?: KeptMail | undefined;
}

export const toAttempt = (request: EffectRequest, attempt = 0): Attempt => ({
  id: messageIdOf(request.enrollment.id, request.enrollment.step),
  request,
  attempt,
});

export const newRowOf = ({ id, request, attempt }: Attempt): NewMessage => {
  const { enrollment, program, args } = request;
  return {
    id,
    shop: enrollment.shop,
    enrollment: enrollment.id,
    step: enrollment.step,
    flow: enrollment.flow,
    flowKey: program.trigger.kind,
    contact: enrollment.contact,
    attempt,
    kind: mailPolicyOf(args).kind,
  };
};
