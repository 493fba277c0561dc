import { describe, expect, it } from '@jest/globals';
import { customerIdOf } from './ask-story.ts';
import { glanceOf } from './glance.ts';
import { aLine, aMessage, aRun, aStory } from './story-samples.ts';

describe('a person’s story at a glance', () => {
  it('begins with what comes next, soonest first', () => {
    const { flows } = glanceOf(
      aStory([
        {
          title: 'Restock',
          enrollments: [aRun({ sentence: 'Waits until May', dueAt: '2026-05-01T08:00:00Z' })],
        },
        {
          title: 'Cart',
          enrollments: [aRun({ sentence: 'Sends the second', dueAt: '2026-03-02T08:00:00Z' })],
        },
        { title: 'Someday', enrollments: [aRun({ sentence: 'Waits', dueAt: null })] },
      ]),
    );
    expect(flows.map(({ title, next }) => [title, next])).toEqual([
      ['Cart', 'Sends the second'],
      ['Restock', 'Waits until May'],
      ['Someday', 'Waits'],
    ]);
  });

  it('leaves out what is over', () => {
    const over = { ...aRun({ sentence: 'Nothing', dueAt: null }), state: 'exited' as const };
    expect(glanceOf(aStory([{ title: 'Cart', enrollments: [over] }])).flows).toEqual([]);
  });

  it('shows the five newest mails, with the newest that became of each', () => {
    const messages = Array.from({ length: 7 }, (_, day) =>
      aMessage(`m${day}`, { sentAt: `2026-03-0${day + 1}T10:00:00Z` }),
    );
    const clicked = { type: 'clicked', at: '2026-03-07T11:00:00Z', detail: null, sentence: 'Clicked' };
    const [first, ...others] = messages.toReversed();
    const newest = first === undefined ? [] : [{ ...first, events: [clicked] }];
    const enrollments = [{ ...aRun(null), messages: [...others, ...newest] }];

    const { mails } = glanceOf(aStory([{ title: 'Cart', enrollments }]));

    expect(mails.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['m6', 'Clicked'],
      ['m5', 'Accepted'],
      ['m4', 'Accepted'],
      ['m3', 'Accepted'],
      ['m2', 'Accepted'],
    ]);
  });

  it('shows no mail that did not leave, and the flow’s name where there is no subject', () => {
    const messages = [aMessage('skipped', { sentAt: null }), aMessage('sent', { subject: null })];
    const { mails } = glanceOf(aStory([{ title: 'Cart', enrollments: [{ ...aRun(null), messages }] }]));
    expect(mails.map(({ id, subject }) => [id, subject])).toEqual([['sent', 'Cart']]);
  });

  it('says of flows they never were in why not, the newest reason', () => {
    const { keptOut } = glanceOf(
      aStory([
        { title: 'Cart', enrollments: [], notEntered: [aLine('Was unsubscribed'), aLine('Had ordered')] },
        { title: 'Restock', enrollments: [aRun(null)], notEntered: [aLine('Had ordered')] },
        { title: 'Cross-sell', enrollments: [] },
      ]),
    );
    expect(keptOut).toEqual([{ title: 'Cart', why: 'Had ordered' }]);
  });
});

describe('the customer of the page', () => {
  it.each([
    ['gid://shopify/Customer/7', '7'],
    ['gid://shopify/Customer/820982911946154508', '820982911946154508'],
    ['gid://shopify/Order/7', undefined],
    ['gid://shopify/Customer/7/../8', undefined],
    ['7', undefined],
    [undefined, undefined],
  ])('of %p is %p', (gid, id) => {
    expect(customerIdOf(gid)).toBe(id);
  });
});
