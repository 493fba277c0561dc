import type {
  Story,
  StoryEnrollment,
  StoryLine,
  StoryMessage,
  StoryNext,
} from '../../../server/insights/explain/story.contract.ts';

/** Parts of a story, for tests of the card. */
export const aLine = (sentence: string): StoryLine => ({
  at: '2026-03-01T10:00:00Z',
  plannedAt: null,
  source: 'decision',
  kind: 'not-entered',
  step: '',
  reason: 'unsubscribed',
  sentence,
  count: 1,
  firstAt: null,
  gate: [],
  detail: null,
});

export const aMessage = (id: string, over: Partial<StoryMessage> = {}): StoryMessage => ({
  id,
  step: 'mail',
  status: 'accepted',
  reason: null,
  sentence: 'Accepted',
  subject: `Subject of ${id}`,
  sentAt: '2026-03-01T10:00:00Z',
  gate: [],
  events: [],
  ...over,
});

export const aRun = (next: Pick<StoryNext, 'sentence' | 'dueAt'> | null): StoryEnrollment => ({
  id: 'e1',
  about: 'checkout',
  occurrence: '',
  version: 1,
  state: 'waiting',
  heldOut: false,
  anchorAt: null,
  enteredAt: null,
  exitReason: null,
  sentence: 'Waits',
  lines: [],
  messages: [],
  next: next === null ? null : { step: 'wait', does: 'wait', after: null, ...next },
});

interface FlowPart {
  readonly title: string;
  readonly enrollments: readonly StoryEnrollment[];
  readonly notEntered?: readonly StoryLine[];
}

export const aStory = (flows: readonly FlowPart[]): Story => ({
  contact: { id: 'contact-1', redacted: false },
  truncated: false,
  flows: flows.map(({ title, enrollments, notEntered = [] }) => ({
    flow: { id: title.toLowerCase(), title, status: 'live' },
    sentence: '',
    enrollments: [...enrollments],
    notEntered: [...notEntered],
  })),
});
