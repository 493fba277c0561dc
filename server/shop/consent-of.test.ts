import { describe, expect, it } from '@jest/globals';
import { lumen } from '../testing/shop/build-delivery.ts';
import { minutesLater } from '../testing/shop/build-facts.ts';
import { consentDigests, consentOf } from './consent-of.ts';
import type { Consent, ConsentState } from './contact.ts';
import { addressDigest } from './person-digest.ts';

const mara = { address: 'mara@lumen.example', formerAddresses: ['old@lumen.example'] };

const stated = (
  ...said: readonly (readonly [string, ConsentState, number])[]
): ReadonlyMap<string, Consent> =>
  new Map(
    said.map(([address, state, minutes]) => {
      const digest = addressDigest(lumen, address);
      const statedAt = minutesLater(minutes);
      return [digest, { shop: lumen, addressDigest: digest, state, source: 'test', statedAt }] as const;
    }),
  );

describe('the consent of a contact', () => {
  it.each<[string, ReadonlyMap<string, Consent>, ConsentState | undefined]>([
    ['nobody said anything', stated(), undefined],
    [
      'it was stated for the address they have',
      stated(['mara@lumen.example', 'subscribed', 1]),
      'subscribed',
    ],
    ['it was stated for the address they had', stated(['old@lumen.example', 'subscribed', 1]), 'subscribed'],
    [
      'they left under the address they had, later',
      stated(['mara@lumen.example', 'subscribed', 1], ['old@lumen.example', 'unsubscribed', 2]),
      'unsubscribed',
    ],
    [
      'they left under the address they had, before',
      stated(['mara@lumen.example', 'subscribed', 2], ['old@lumen.example', 'unsubscribed', 1]),
      'subscribed',
    ],
    [
      'both were said at one moment',
      stated(['mara@lumen.example', 'subscribed', 1], ['old@lumen.example', 'unsubscribed', 1]),
      'unsubscribed',
    ],
    ['a stranger said it', stated(['else@lumen.example', 'unsubscribed', 1]), undefined],
  ])('when %s', (_case, said, state) => {
    expect(consentOf(lumen, mara, said)?.state).toBe(state);
  });

  it('is kept under nothing for somebody without an address', () => {
    expect(consentDigests(lumen, {})).toEqual([]);
    expect(consentOf(lumen, {}, stated(['mara@lumen.example', 'subscribed', 1]))).toBeUndefined();
  });
});
