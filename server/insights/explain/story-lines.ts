import { z } from 'zod';
import type { DecisionKind } from '../../engine/decision.ts';
import type { StoredDecision } from '../../engine/decision.model.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { GateAnswer, Message, MessageStatus } from '../../mail/message.ts';
import { decisionSentence } from './decision-sentence.ts';
import type { EffectRow } from '../../flows/acts/effects.repository.ts';
import { gateStory, messageSentence } from './mail-sentences.ts';
import { skipWords, wordsOf } from './reason-words.ts';
import type { StoryLine } from './story.contract.ts';

const gateSchema = z.array(
  z.strictObject({ clause: z.string(), pass: z.boolean(), saw: z.string().optional() }),
);

const gateOf = ({ detail }: StoredDecision): readonly GateAnswer[] => {
  const parsed = gateSchema.safeParse(detail?.['gate']);
  return parsed.success ? parsed.data : [];
};

const momentOf = (value: unknown): string | null =>
  typeof value === 'string' && z.iso.datetime().safeParse(value).success ? value : null;

const bare = {
  plannedAt: null,
  step: '',
  reason: '',
  count: 1,
  firstAt: null,
  gate: [],
  detail: null,
} satisfies Partial<StoryLine>;

export const lineOfDecision = (decision: StoredDecision): StoryLine => {
  const { detail = {} } = decision;
  const { gate: _gate, ...rest } = detail;
  return {
    at: decision.at.toISOString(),
    plannedAt: momentOf(detail['plannedAt']),
    source: 'decision',
    kind: decision.kind,
    step: decision.step,
    reason: decision.reason,
    sentence: decisionSentence(decision.kind, decision),
    count: decision.count,
    firstAt: decision.firstAt.toISOString(),
    gate: gateStory(gateOf(decision)),
    detail:
      Object.keys(rest).length === 0 ? null : structuredClone(z.record(z.string(), z.json()).parse(rest)),
  };
};

const decisionOfStatus = (status: MessageStatus): DecisionKind | undefined => {
  switch (status) {
    case 'accepted':
      return 'sent';
    case 'skipped':
    case 'failed':
    case 'unknown':
      return status;
    case 'scheduled':
      return 'deferred';
    case 'cancelled':
    case 'sending':
      return undefined;
    default:
      return assertNever(status);
  }
};

/** What the row says when nobody recorded it: its worker was killed in between, or it was settled by an event. */
export const linesOfLedger = (
  messages: readonly Message[],
  told: readonly StoryLine[],
): readonly StoryLine[] =>
  messages
    .filter(({ step, status }) => {
      const kind = decisionOfStatus(status);
      return !told.some((line) => line.step === step && line.kind === kind);
    })
    .map((message) => ({
      ...bare,
      at: (message.sentAt ?? message.decidedAt ?? message.stateAt).toISOString(),
      source: 'ledger',
      kind: decisionOfStatus(message.status) ?? message.status,
      step: message.step,
      reason: message.reason ?? '',
      sentence: messageSentence(message),
      gate: gateStory(message.gate),
    }));

const closings: Readonly<Record<Exclude<Enrollment['state'], 'waiting'>, DecisionKind>> = {
  done: 'done',
  exited: 'exited',
  failed: 'failed',
  quarantined: 'quarantined',
};

/** Entry and end stand in the enrollment itself, whether or not they were recorded. */
export const linesOfEnrollment = (
  enrollment: Enrollment,
  told: readonly StoryLine[],
): readonly StoryLine[] => {
  const lines: StoryLine[] = [];
  const add = (kind: DecisionKind, at: string | null, said: { step: string; reason: string }): void => {
    if (told.some((line) => line.kind === kind && line.step === said.step)) return;
    lines.push({ ...bare, ...said, at, source: 'enrollment', kind, sentence: decisionSentence(kind, said) });
  };
  add('entered', enrollment.enteredAt.toISOString(), { step: '', reason: '' });
  const { state, exitReason = '', step } = enrollment;
  const standsInStep = state === 'failed' || state === 'quarantined';
  if (state !== 'waiting') add(closings[state], null, { step: standsInStep ? step : '', reason: exitReason });
  return lines;
};

const effectWords: Readonly<Record<EffectRow['state'], string>> = {
  scheduled: 'is to be carried out',
  running: 'is being carried out',
  done: 'was carried out',
  skipped: 'was left out',
  failed: 'failed',
};

export const lineOfEffect = ({ step, effect, state, code = '', at }: EffectRow): StoryLine => ({
  ...bare,
  at: at.toISOString(),
  source: 'effect',
  kind: state,
  step,
  reason: code,
  sentence: `Action ${effect} of step ${step} ${effectWords[state]}${state === 'done' || code === '' ? '' : `: ${wordsOf(code, skipWords)}`}.`,
});

const rank = ({ kind }: StoryLine): number => {
  if (kind === 'entered') return 0;
  return ['exited', 'done', 'failed', 'quarantined'].includes(kind) ? 2 : 1;
};

/** As it happened; what has no time of its own comes last. */
export const inOrder = (lines: readonly StoryLine[]): StoryLine[] =>
  lines.toSorted((a, b) => {
    if (a.at === null || b.at === null) return a.at === b.at ? rank(a) - rank(b) : a.at === null ? 1 : -1;
    return a.at.localeCompare(b.at) || rank(a) - rank(b);
  });
