import { describe, expect, it } from '@jest/globals';
import { signCall } from '../../flows/acts/call-signature.ts';
import { loadContactFacts } from '../../flows/contact-facts.ts';
import { reachedEventTypes } from '../../flows/predicate-reach.ts';
import { blockOf, readPage } from '../architecture/source-files.ts';
import { ada, minute, shopId } from '../flows/builders.ts';
import { createMemoryShop } from '../flows/memory-shop.ts';

const page = readPage('docs/steps.md');
const codeBlocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);

describe('docs/steps.md', () => {
  it.each(['office-hours.step.ts', 'office-hours.step.test.ts'])('shows %s as it runs', (name) => {
    expect(codeBlocks).toContain(readPage(`server/testing/example-step/${name}`));
  });

  it('names everything that may be asked about a contact', async () => {
    const { facts } = createMemoryShop();
    const names = new Set(['contact'] as const);

    const loaded = await loadContactFacts(facts, { shop: shopId, contacts: [ada], names, now: minute(0) });

    const words = Object.keys(loaded.get(ada)?.contact ?? {});
    expect(blockOf(page, 'contact-words').join(' ').split(' ').toSorted()).toEqual(words.toSorted());
  });

  it('names every event that may be asked about', () => {
    expect(blockOf(page, 'event-types').join(' ').split(' ').toSorted()).toEqual(
      [...reachedEventTypes].toSorted(),
    );
  });

  it('shows a signature that is right', () => {
    const [secret = '', body = '', header = ''] = blockOf(page, 'signature-example').map((line) =>
      line.slice(8),
    );
    const seconds = Number(/^t=(\d+),/.exec(header)?.[1]);

    expect(signCall(secret, new Date(seconds * 1000), body)).toBe(header);
  });
});
