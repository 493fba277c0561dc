import { describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { aMail, aProgram, aWait } from '../testing/engine/programs.ts';
import { testSteps } from '../testing/engine/steps.ts';
import { buildEntry } from './entry.ts';
import type { EntryInput } from './entry.ts';
import type { FlowProgram } from './program.ts';

const tools = { steps: testSteps, facts: { zone: 'Europe/Berlin' } };

const entryInto = (program: FlowProgram, more: Partial<EntryInput> = {}) =>
  buildEntry(
    {
      key: anEntry(),
      version: 3,
      program,
      anchorAt: noon,
      variables: { quantity: 2 },
      enteredAt: minutesAfter(noon, 1),
      ...more,
    },
    tools,
  );

describe('an entry', () => {
  it('stands in the first step and is due when its wait ends', () => {
    const entry = entryInto(aProgram([aWait('wait-1', { for: 'PT30M', from: 'entry' }), aMail('mail-1')]));

    expect(entry).toEqual({
      ...anEntry(),
      version: 3,
      step: 'wait-1',
      dueAt: minutesAfter(noon, 30),
      variables: { quantity: 2 },
      enteredAt: minutesAfter(noon, 1),
    });
  });

  it('counts by the calendar of the shop’s zone, as often as a variable says', () => {
    const wait = aWait('wait-1', { for: 'P5M15D', from: 'entry', timesVariable: 'quantity' });

    expect(entryInto(aProgram([wait])).dueAt).toEqual(new Date('2027-02-09T12:00:00Z'));
  });

  it('is due at its anchor when it starts with anything but a wait', () => {
    expect(entryInto(aProgram([aMail('mail-1')]))).toMatchObject({ step: 'mail-1', dueAt: noon });
  });

  it('is due at its anchor when the wait has no date, so that the runner shows why', () => {
    const wait = aWait('wait-1', { untilProperty: { of: 'contact', property: 'none' } });

    expect(entryInto(aProgram([wait]))).toMatchObject({ step: 'wait-1', dueAt: noon });
  });

  it.each([
    ['counts on the contact’s clock', { until: { time: '09:00' }, zone: 'contact' }],
    ['waits for the contact’s best hour', { bestHour: { default: 9 } }],
  ])('is due at its anchor when the wait %s, which only the runner knows', (_what, args) => {
    expect(entryInto(aProgram([aWait('wait-1', args)]))).toMatchObject({ step: 'wait-1', dueAt: noon });
  });

  it('leaves a wait with a reason to the runner, who records it, even where the contact is known', () => {
    const input = { key: anEntry(), version: 1, anchorAt: noon, variables: {}, enteredAt: noon };
    const program = aProgram([aWait('wait-1', { bestHour: { default: 9 } })]);

    const entry = buildEntry({ ...input, program }, { ...tools, facts: { zone: 'UTC', contact: {} } });

    expect(entry.dueAt).toEqual(noon);
  });

  it('may be due in the past when its anchor is', () => {
    const anchorAt = minutesAfter(noon, -600);

    expect(entryInto(aProgram([aWait('wait-1', { for: 'PT1H' })]), { anchorAt }).dueAt).toEqual(
      minutesAfter(noon, -540),
    );
  });

  it('draws the holdout once and for all by contact and flow', () => {
    const program = aProgram([aMail('mail-1')], { holdout: 0.5 });
    const draw = (n: number, about: string): boolean =>
      entryInto(program, { key: anEntry({ contact: asContactId(`contact-${n}`), about }) }).heldOut;
    const people = Array.from({ length: 40 }, (_, n) => n);

    expect(people.map((n) => draw(n, 'one'))).toEqual(people.map((n) => draw(n, 'other')));
    expect(new Set(people.map((n) => draw(n, 'one')))).toEqual(new Set([true, false]));
  });

  it('refuses a program without steps or with a first step nobody knows', () => {
    expect(() => entryInto(aProgram([]))).toThrow(expect.objectContaining({ code: 'program_invalid' }));
    expect(() => entryInto(aProgram([{ id: 'x', key: 'jump', args: {} }]))).toThrow(
      expect.objectContaining({ code: 'step_unknown' }),
    );
  });
});
