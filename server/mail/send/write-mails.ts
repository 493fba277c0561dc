import { setImmediate as othersTurn } from 'node:timers/promises';
import { monotonicMs } from '../../lib/clock.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import type { OutgoingMail, SendOutcome } from '../transport.ts';
import { groundOf } from '../consent/ground-of.ts';
import { keptMailOf } from '../kept/kept-mail-of.ts';
import type { KeptMail } from '../kept/kept-mail.ts';
import type { Attempt, Ended, Ending } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { contentOf } from './content-of.ts';
import { mailPolicyOf } from './mail-policy.ts';
import { pausedEnding } from './paused-ending.ts';
import type { AccountOf, SenderPace } from './sender-pace.ts';
import type { ComposeInput, SendDeps } from './send-ports.ts';
import { backOffOf } from './send-settings.ts';

export interface Written {
  readonly ended: readonly Ended[];
  /** The last look said no: these still stand at the gate. */
  readonly late: readonly Attempt[];
}

interface Pen {
  readonly deps: Pick<SendDeps, 'mail' | 'settings' | 'logger'>;
  readonly pace: SenderPace;
  readonly accountOf: AccountOf;
  /** Monotonic. */
  readonly lateMs: number;
}

type NotSent = Extract<SendOutcome, { kind: 'not-sent' }>;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Not our doing nor the mail's: tried again, later each time. */
const triedInVain = (pen: Pen, reason: string, { attempt, facts }: Candidate): Ending => {
  const at = later(facts.now, backOffOf(attempt.attempt, pen.deps.settings));
  return { kind: 'back', at, reason, retried: true, release: false };
};

/** Told to wait: counts as no attempt (the next one begins with the first pause again), and slows whom it is about. */
const slowedDown = (
  pen: Pen,
  { reason, slows, retryAfterMs: ms }: NotSent & { readonly retryAfterMs: number },
  { facts }: Candidate,
): Ending => {
  const { shop, now } = facts;
  pen.pace.pause(slows === 'sender' ? shop.id : pen.accountOf(shop.id).id, { ms, reason });
  return { kind: 'back', at: later(now, ms), reason, retried: false, release: false };
};

const notSent = (pen: Pen, outcome: NotSent, candidate: Candidate): Ending => {
  const { retryAfterMs, reason } = outcome;
  if (retryAfterMs !== undefined) return slowedDown(pen, { ...outcome, retryAfterMs }, candidate);
  return triedInVain(pen, reason, candidate);
};

const endingOf = (pen: Pen, outcome: SendOutcome, candidate: Candidate): Ending => {
  const { settings } = pen.deps;
  const { attempt, facts } = candidate;
  const { id, transport } = pen.accountOf(facts.shop.id);
  switch (outcome.kind) {
    case 'accepted':
      if (outcome.allowance !== undefined) pen.pace.announce(id, outcome.allowance);
      return { kind: 'accepted', providerMessageId: outcome.providerMessageId };
    case 'rejected':
      return { kind: 'failed', reason: outcome.reason };
    case 'not-sent':
      return notSent(pen, outcome, candidate);
    case 'unknown': {
      const { whenUnknown } = mailPolicyOf(attempt.request.args);
      const unasked = whenUnknown === 'resend' ? settings.graceMs + 1000 : settings.horizonMs;
      const wait = transport.lookUp === undefined ? unasked : settings.oldMs + 1000;
      return { kind: 'unknown', reason: outcome.reason, at: later(facts.now, wait) };
    }
  }
};

const write = async (pen: Pen, candidate: Candidate, mail: OutgoingMail): Promise<Ending | 'late'> => {
  let late = false;
  const outcome = await pen.accountOf(mail.shop).transport.send(mail, () => {
    late = monotonicMs() >= pen.lateMs;
    return !late;
  });
  return late ? 'late' : endingOf(pen, outcome, candidate);
};

interface Composed {
  readonly mail: OutgoingMail;
  readonly kept: KeptMail | undefined;
}

const compose = async (pen: Pen, candidate: Candidate): Promise<Composed | Ending> => {
  const { attempt, facts } = candidate;
  const { content } = facts.brief;
  if ('none' in content) return { kind: 'skipped', reason: content.none };
  const { enrollment, program, args } = attempt.request;
  const input: ComposeInput = {
    message: attempt.id,
    shop: facts.shop,
    recipient: facts.recipient,
    enrollment,
    flowKey: program.trigger.kind,
    args,
    content: contentOf(content, candidate),
    now: facts.now,
  };
  try {
    const mail = await pen.deps.mail.composer.compose(input);
    return { mail, kept: pen.deps.mail.keeper === undefined ? undefined : keptMailOf(input, mail) };
  } catch (error) {
    // Nothing is wrong with the mail: its template could not be read.
    if (errorCodeOf(error) === 'database_unreachable')
      return triedInVain(pen, 'facts_unavailable', candidate);
    pen.deps.logger.error({ err: error, message: attempt.id }, 'mail could not be rendered');
    return {
      kind: 'failed',
      reason: errorCodeOf(error) === 'internal_error' ? 'render_failed' : errorCodeOf(error),
    };
  }
};

const writeOne = async (pen: Pen, candidate: Candidate): Promise<Ended | Attempt> => {
  const { attempt, facts, result } = candidate;
  const ended = (ending: Ending, subject?: string): Ended => ({
    attempt,
    ending,
    answers: result.answers,
    subject,
    ground: groundOf(facts),
    includes: facts.siblings.map((sibling) => sibling.enrollment),
  });
  const { id } = facts.shop;
  const account = pen.accountOf(id);
  const wait = pen.pace.waitOf([account.id, id]);
  if (wait !== undefined) return ended(pausedEnding(wait, facts.now));
  // Too late already: what is rendered now could not be written, and the gate is asked again anyway.
  if (monotonicMs() >= pen.lateMs) return attempt;
  // Before the others of the sub-group look: together they must not write more than is allowed.
  pen.pace.spend(account.id);
  const composed = await compose(pen, candidate);
  if ('kind' in composed) return ended(composed);
  const { mail, kept } = composed;
  const ending = await write(pen, candidate, mail);
  return ending === 'late' ? attempt : { ...ended(ending, mail.subject), kept };
};

/** So many are rendered before those that are ready get to leave. */
const atOnce = 10;

/** Ten at a time: rendering a whole sub-group in one go would keep the first mail waiting for the last. */
const writeEach = async (
  pen: Pen,
  candidates: readonly Candidate[],
): Promise<readonly (Ended | Attempt)[]> => {
  const writing: Promise<Ended | Attempt>[] = [];
  for (const [index, candidate] of candidates.entries()) {
    if (index > 0 && index % atOnce === 0) await othersTurn();
    const one = writeOne(pen, candidate);
    // Should one ever fail, it fails below with all of them, not while the others are being rendered.
    one.catch(() => undefined);
    writing.push(one);
  }
  return Promise.all(writing);
};

/** WRITE of turns.md: renders, looks a last time, writes; one sub-group's mails go out side by side. */
export const writeMails = async (pen: Pen, candidates: readonly Candidate[]): Promise<Written> => {
  const results = await writeEach(pen, candidates);
  const ended: Ended[] = [];
  const late: Attempt[] = [];
  for (const result of results) {
    if ('ending' in result) ended.push(result);
    else late.push(result);
  }
  return { ended, late };
};
