import { describe, expect, it } from '@jest/globals';
import type { Predicate } from '../../engine/predicate.ts';
import { anEvent } from '../../testing/flows/builders.ts';
import { eventProperties, isOccasion } from './event-facts.ts';

const viewed = anEvent('product.viewed', 'soap', { data: { price: 30, productIds: ['soap'] } });

const dear: Predicate = { property: 'event.price', is: 'at-least', value: 20 };
const cheap: Predicate = { property: 'event.price', is: 'less', value: 20 };
const german: Predicate = { property: 'countryCode', is: 'equals', value: 'DE' };
const returning: Predicate = { event: 'order.placed', atLeast: 2 };

describe('what a trigger filter knows of the event', () => {
  it('is its data, its type, its time and what it is about', () => {
    expect(eventProperties(viewed)).toEqual({
      event: {
        price: 30,
        productIds: ['soap'],
        type: 'product.viewed',
        about: 'soap',
        at: viewed.at.toISOString(),
      },
    });
  });
});

describe('what makes an event an occasion', () => {
  it.each<[string, Predicate | undefined, boolean]>([
    ['no filter', undefined, true],
    ['a filter on the event that holds', dear, true],
    ['one that does not', cheap, false],
    ['what is asked of the person is not asked here', german, true],
    ['nor what they did before', returning, true],
    ['parts that all have to hold, the event among them', { all: [german, cheap] }, false],
    ['the same with an event that suits', { all: [german, { all: [dear] }] }, true],
    ['a choice that the person could still win', { any: [cheap, german] }, true],
    [
      'a choice among events only',
      { any: [cheap, { property: 'event.about', is: 'equals', value: 'oil' }] },
      false,
    ],
    ['the opposite of what the event says', { not: dear }, false],
    ['the opposite of what the person may say', { not: { all: [german, dear] } }, true],
  ])('%s', (_name, filter, expected) => {
    expect(isOccasion(viewed, filter)).toBe(expected);
  });
});
