import { describe, expect, it } from '@jest/globals';
import type { Story, StoryLine } from '../../insights/explain/story.contract.ts';
import { storyText } from './story-text.ts';

const line: StoryLine = {
  at: '2026-03-10T12:00:00.000Z',
  plannedAt: null,
  source: 'decision',
  kind: 'skipped',
  step: 'checkout-1',
  reason: 'no_consent',
  sentence: 'Not sent: no consent.',
  count: 3,
  firstAt: null,
  gate: [
    { clause: 'address', pass: true, saw: null, sentence: 'The address is valid.' },
    { clause: 'consent', pass: false, saw: 'none', sentence: 'No consent is known.' },
  ],
  detail: null,
};

const story: Story = {
  contact: { id: 'contact-1', redacted: false },
  flows: [
    {
      flow: { id: 'abandoned-checkout', title: 'Abandoned checkout', status: 'live' },
      sentence: 'Entered once.',
      notEntered: [],
      enrollments: [
        {
          id: 'enrollment-1',
          about: 'token-1',
          occurrence: '',
          version: 1,
          state: 'waiting',
          heldOut: false,
          anchorAt: null,
          enteredAt: null,
          exitReason: null,
          sentence: 'Waits.',
          lines: [line],
          messages: [],
          next: {
            step: 'checkout-2',
            does: 'send-email',
            dueAt: '2026-03-11T18:00:00.000Z',
            after: null,
            sentence: 'The second mail.',
          },
        },
      ],
    },
  ],
  truncated: false,
};

describe('a story for a terminal', () => {
  it('tells each decision with its time, how often, and what the gate answered', () => {
    const text = storyText(story);

    expect(text).toContain('Abandoned checkout (live): Entered once.');
    expect(text).toContain('About token-1: Waits.');
    expect(text).toContain('2026-03-10 12:00:00  Not sent: no consent. (3 times)');
    expect(text).toContain('✓ The address is valid.');
    expect(text).toContain('✗ No consent is known.');
    expect(text).toContain('2026-03-11 18:00:00  Next: The second mail.');
  });

  it('says when the person is redacted, and when something is left out', () => {
    const text = storyText({ ...story, contact: { id: 'contact-1', redacted: true }, truncated: true });

    expect(text).toContain('Contact contact-1 (redacted)');
    expect(text).toContain('the oldest is left out');
  });
});
