import { describe, expect, it } from '@jest/globals';
import { aCheckout, anEvent, minute, shopId } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import { createFlowPort } from './brief.ts';
import { readersLocale } from './readers-locale.ts';

describe('in whose way prices and dates are written', () => {
  it.each([
    ['de', 'en', 'de'],
    ['de-AT', 'en', 'de-AT'],
    ['fr-CA', 'en', 'fr-CA'],
    ['zh-CN', 'en', 'zh-CN'],
    // No mail is written in these.
    ['ja', 'en', 'en'],
    ['zh-TW', 'en', 'en'],
    ['', 'en', 'en'],
    // Tags that are none.
    ['de_DE', 'en', 'en'],
    ['de-x', 'fr', 'fr'],
    ['de\n', 'en', 'en'],
    [undefined, 'el', 'el'],
  ])('of a reader of %j in a shop of %j it is %j', (own, shops, locale) => {
    expect(readersLocale(own, shops)).toBe(locale);
  });

  it.each([
    [undefined, '€'],
    ['de', '\u00a0€'],
    ['ja', '€'],
  ])('shows a reader of %j what a checkout comes to', async (locale, sign) => {
    const bench = createFlowBench();
    bench.memory.checkouts.set('checkout-a', aCheckout());
    await bench.react(shopId, [anEvent('checkout.updated', 'checkout-a')]);
    const [enrollment] = await bench.waiting();
    const program = bench.kinds.get('abandoned-checkout')?.preset.program;
    if (enrollment === undefined || program === undefined) throw new TypeError('nobody waits');
    const { contacts, ...facts } = bench.memory.facts;
    const found = await contacts.findMany(shopId, [enrollment.contact]);
    const reading = new Map([...found].map(([id, contact]) => [id, { ...contact, locale }]));

    const briefs = await createFlowPort({
      facts: { ...facts, contacts: { ...contacts, findMany: async () => reading } },
      runtime: bench.runtime,
    }).brief(shopId, [{ enrollment, program }], minute(30));

    const content = briefs.get(enrollment.id)?.content;
    const total = content !== undefined && 'total' in content ? (content.total ?? '') : '';
    if (locale === 'de') expect(total.endsWith(sign)).toBe(true);
    else expect(total.startsWith(sign)).toBe(true);
  });
});
