import { describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import { steps } from '../../testing/flows/flow-bench.ts';
import { aJournal, cartFlow } from '../../testing/flows/journal-builders.ts';
import { abandonedCheckoutPreset } from '../abandoned-checkout/preset.ts';
import { crossSellPreset } from '../cross-sell/preset.ts';
import { readReplacement } from './read-replacement.ts';

const { program } = abandonedCheckoutPreset;
const journal = aJournal([]);

const errorOf = (value: unknown): unknown => {
  try {
    return readReplacement(typeof value === 'string' ? value : JSON.stringify(value), journal, steps);
  } catch (error) {
    return error;
  }
};

describe('a program in place of a flow’s own', () => {
  it('stands in for the flow of its kind, and for no other', () => {
    const programOf = readReplacement(JSON.stringify(program), journal, steps);

    expect(programOf(cartFlow)).toMatchObject(program);
    expect(programOf(asFlowId('cross-sell'))).toBeUndefined();
  });

  it('stands in for the flow it names', () => {
    const programOf = readReplacement(JSON.stringify({ flow: cartFlow, program }), journal, steps);

    expect(programOf(cartFlow)).toMatchObject(program);
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['a step nobody has', { ...program, steps: [{ id: 'a', key: 'fly', args: {} }] }, /^steps\.0\.key: /],
    [
      'an event nobody tells of',
      { ...program, goal: { event: 'order.place' } },
      /^goal\.event: there is no store event called order\.place; did you mean order\.placed\?/,
    ],
    ['steps that lack', { ...program, steps: [] }, /^steps: /],
    ['a kind of flow that is not there', crossSellPreset.program, /^trigger\.kind: /],
    ['a flow that is not there', { flow: 'other', program }, /^flow: /],
  ])('is refused with the path: %s', (_what, value, message) => {
    expect(errorOf(value)).toMatchObject({
      code: 'program_invalid',
      message: expect.stringMatching(message),
    });
  });
});
