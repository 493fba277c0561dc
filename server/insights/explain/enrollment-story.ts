import { versionKey } from '../../engine/ports.ts';
import type { UnreadableEnrollment } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { Message } from '../../mail/message.ts';
import { decisionSentence } from './decision-sentence.ts';
import type { StorySources } from './load-story.ts';
import { eventSentence, gateStory, messageSentence } from './mail-sentences.ts';
import { nextStep } from './next-step.ts';
import { exitWords, wordsOf } from './reason-words.ts';
import { inOrder, lineOfDecision, lineOfEffect, linesOfEnrollment, linesOfLedger } from './story-lines.ts';
import type { StoryEnrollment, StoryLine, StoryMessage } from './story.contract.ts';

const messageStory = (message: Message, { events }: StorySources): StoryMessage => ({
  id: message.id,
  step: message.step,
  status: message.status,
  reason: message.reason ?? null,
  sentence: messageSentence(message),
  subject: message.subject ?? null,
  sentAt: message.sentAt?.toISOString() ?? null,
  gate: gateStory(message.gate),
  events: (events.get(message.id) ?? []).map(({ type, at, detail }) => ({
    type,
    at: at.toISOString(),
    detail: detail ?? null,
    sentence: eventSentence(type),
  })),
});

const eventLines = (messages: readonly StoryMessage[]): readonly StoryLine[] =>
  messages.flatMap(({ step, events }) =>
    events.map(({ type, at, detail, sentence }) => ({
      at,
      plannedAt: null,
      source: 'provider' as const,
      kind: type,
      step,
      reason: detail ?? '',
      sentence,
      count: 1,
      firstAt: null,
      gate: [],
      detail: null,
    })),
  );

const headline = ({ state, exitReason = '', heldOut, version }: Enrollment): string => {
  const held = heldOut ? ' In the comparison group: runs the flow and gets no mail.' : '';
  switch (state) {
    case 'waiting':
      return `In the flow, on version ${version}.${held}`;
    case 'done':
      return `Went through the whole flow.${held}`;
    case 'exited':
      return `Left the flow early: ${wordsOf(exitReason, exitWords)}.${held}`;
    case 'failed':
      return `Failed: ${wordsOf(exitReason)}.${held}`;
    case 'quarantined':
      return decisionSentence(state, { step: '', reason: exitReason });
  }
};

/** Decisions, ledger, provider events and the enrollment itself, told as one. */
export const enrollmentStory = (
  enrollment: Enrollment,
  sources: StorySources,
  status: string,
): StoryEnrollment => {
  const own = sources.messages.filter((message) => message.enrollment === enrollment.id);
  const decided = sources.decisions.filter((one) => one.enrollment === enrollment.id).map(lineOfDecision);
  const messages = own.toSorted((a, b) => a.stateAt.getTime() - b.stateAt.getTime());
  const stories = messages.map((message) => messageStory(message, sources));
  const acted = sources.effects.filter((effect) => effect.enrollment === enrollment.id).map(lineOfEffect);
  return {
    id: enrollment.id,
    about: enrollment.about,
    occurrence: enrollment.occurrence,
    version: enrollment.version,
    state: enrollment.state,
    heldOut: enrollment.heldOut,
    anchorAt: enrollment.anchorAt.toISOString(),
    enteredAt: enrollment.enteredAt.toISOString(),
    exitReason: enrollment.exitReason ?? null,
    sentence: headline(enrollment),
    lines: inOrder([
      ...decided,
      ...linesOfEnrollment(enrollment, decided),
      ...linesOfLedger(messages, decided),
      ...eventLines(stories),
      ...acted,
    ]),
    messages: stories,
    next: nextStep({ enrollment, program: sources.programs.get(versionKey(enrollment)), messages, status }),
  };
};

const unreadable = 'stored_document_unreadable';

/** Never skipped silently: what can be read of it, and what was recorded about it. */
export const unreadableStory = (row: UnreadableEnrollment, sources: StorySources): StoryEnrollment => {
  const lines = sources.decisions.filter((one) => one.enrollment === row.id).map(lineOfDecision);
  const messages = sources.messages.filter((message) => message.enrollment === row.id);
  return {
    id: row.id,
    about: row.about,
    occurrence: '',
    version: 0,
    state: 'quarantined',
    heldOut: false,
    anchorAt: null,
    enteredAt: null,
    exitReason: unreadable,
    sentence: decisionSentence('quarantined', { step: row.step, reason: unreadable }),
    lines: inOrder([...lines, ...linesOfLedger(messages, lines)]),
    messages: messages.map((message) => messageStory(message, sources)),
    next: null,
  };
};
