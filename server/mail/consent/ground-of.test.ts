import { describe, expect, it } from '@jest/globals';
import { consentRules } from '../../shop/merchant-settings.ts';
import type { ConsentPolicy, ConsentRule } from '../../shop/merchant-settings.ts';
import { askGate, clausesBeforeCap } from '../gate/gate.ts';
import type { GateFacts } from '../gate/clause.ts';
import type { Recipient } from '../gate/gate-facts-port.ts';
import { aRecipient, aShop, gateFacts, noon } from '../../testing/mail/mail-builders.ts';
import { isFirstMail } from './first-mail.ts';
import { groundOf } from './ground-of.ts';
import { consentRuleFor, looksBeyondSubscribers, strictCountries } from './consent-rule.ts';

const policy = (elsewhere: ConsentRule, countries: ConsentPolicy['countries'] = {}): ConsentPolicy => ({
  elsewhere,
  countries,
});
const lastYear = new Date(noon.getTime() - 300 * 86_400_000);

const ground = (rule: ConsentRule, over: Partial<Recipient>, facts: Partial<GateFacts> = {}) =>
  groundOf(
    gateFacts({
      shop: aShop({ consentPolicy: policy('subscribers', { US: rule }) }),
      recipient: aRecipient({ countryCode: 'US', consent: 'none', ...over }),
      ...facts,
    }),
  );

describe('the rule for a country', () => {
  it('is subscribers only as long as the merchant chose none', () => {
    expect([consentRuleFor(undefined, 'US'), consentRuleFor(undefined, 'DE')]).toEqual([
      'subscribers',
      'subscribers',
    ]);
  });

  it('stays strict in the EU, the EEA, Switzerland and the UK, whatever holds elsewhere', () => {
    const rules = [...strictCountries].map((country) => consentRuleFor(policy('one-reminder'), country));

    expect(strictCountries.size).toBe(32);
    expect(new Set(rules)).toEqual(new Set(['subscribers']));
    expect(consentRuleFor(policy('one-reminder'), 'us')).toBe('one-reminder');
  });

  it('is the named one where the merchant names the country, also a strict one', () => {
    const own = policy('subscribers', { DE: 'existing-customers' });

    expect([consentRuleFor(own, 'DE'), consentRuleFor(own, 'AT')]).toEqual([
      'existing-customers',
      'subscribers',
    ]);
  });

  it('is the strictest where nobody knows the country', () => {
    expect(consentRuleFor(policy('one-reminder'), undefined)).toBe('subscribers');
    expect(consentRuleFor(policy('one-reminder'), 'constructor')).toBe('one-reminder');
  });

  it('tells whether anybody but subscribers is mailed at all', () => {
    expect([
      looksBeyondSubscribers(undefined),
      looksBeyondSubscribers(policy('subscribers', { DE: 'subscribers' })),
      looksBeyondSubscribers(policy('subscribers', { DE: 'existing-customers' })),
    ]).toEqual([false, false, true]);
  });
});

describe('the ground of a mail', () => {
  it.each(consentRules)('is consent where there is one (%s)', (rule) => {
    expect(ground(rule, { consent: 'subscribed' })).toBe('consent');
  });

  it.each(consentRules)('is none for who refused or hasn’t answered yet (%s)', (rule) => {
    const over = { lastOrderAt: lastYear };

    expect(ground(rule, { ...over, consent: 'unsubscribed' })).toBeUndefined();
    expect(ground(rule, { ...over, consent: 'pending' })).toBeUndefined();
  });

  it.each([
    ['subscribers', undefined],
    ['existing-customers', 'existing-customer'],
    ['one-reminder', 'existing-customer'],
  ] as const)('of a customer who said nothing, by the rule %s, is %s', (rule, expected) => {
    expect(ground(rule, { lastOrderAt: lastYear })).toBe(expected);
  });

  it('is not an order of long ago', () => {
    const lastOrderAt = new Date(noon.getTime() - 3 * 365 * 86_400_000);

    expect(ground('existing-customers', { lastOrderAt })).toBeUndefined();
  });

  it.each([
    ['subscribers', undefined],
    ['existing-customers', undefined],
    ['one-reminder', 'one-reminder'],
  ] as const)('of a stranger’s first reminder, by the rule %s, is %s', (rule, expected) => {
    expect(ground(rule, {})).toBe(expected);
  });

  it('is one reminder, not two, and nothing but a reminder', () => {
    expect(ground('one-reminder', {}, { opens: false })).toBeUndefined();
    expect(ground('one-reminder', {}, { category: 'suggestions' })).toBeUndefined();
  });

  it('is the shop’s country’s where the person’s is not known', () => {
    const shop = aShop({ countryCode: 'US', consentPolicy: policy('one-reminder') });
    const recipient = aRecipient({ consent: 'none' });

    expect(groundOf(gateFacts({ shop, recipient }))).toBe('one-reminder');
    expect(groundOf(gateFacts({ shop: { ...shop, countryCode: 'DE' }, recipient }))).toBeUndefined();
  });

  it('is what the gate says it saw', () => {
    const shop = aShop({ consentPolicy: policy('subscribers', { US: 'existing-customers' }) });
    const recipient = aRecipient({ countryCode: 'US', consent: 'none', lastOrderAt: lastYear });

    const { answers } = askGate(gateFacts({ shop, recipient }), clausesBeforeCap);

    expect(answers).toContainEqual({ clause: 'consent', pass: true, saw: 'existing-customer' });
  });
});

describe('the first mail of a program', () => {
  const mail = (id: string) => ({ id, key: 'send-email', args: {} });
  const wait = (id: string) => ({ id, key: 'wait', args: {} });
  const branch = (id: string, ...arms: { id: string; key: string; args: object }[][]) => ({
    id,
    key: 'branch',
    args: {},
    arms: arms.map((arm) => arm.map((step) => ({ ...step, args: {} }))),
  });
  const steps = [wait('w'), branch('b', [mail('left'), mail('left-2')], [mail('right')], []), mail('after')];

  it.each([
    ['left', true],
    ['left-2', false],
    ['right', true],
    ['after', false],
    ['gone', false],
  ])('%s: %s', (id, expected) => {
    expect(isFirstMail(steps, id)).toBe(expected);
  });

  it('may stand behind anything that is no mail', () => {
    expect(isFirstMail([wait('w'), branch('b', [wait('x')], []), mail('after')], 'after')).toBe(true);
  });
});
