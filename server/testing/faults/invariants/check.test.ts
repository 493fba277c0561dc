import { beforeEach, describe, expect, it } from '@jest/globals';
import { createDomainDouble } from '../../mail/domain-double.ts';
import type { ProviderDouble } from '../../mail/provider-double.ts';
import type { Written } from '../proxies/provider-proxy.ts';
import type { Person } from '../world/people.ts';
import { violationsIn } from './check.ts';
import type { Story } from './read-ledger.ts';

const shop = 'lumen.myshopify.com';
let person: Person;
let story: Story;
let taken: Map<string, number>;
let written: Written[];

const mail = (address: string): ReturnType<ProviderDouble['mails']>[number] => ({
  personalizations: [{ to: [{ email: address }] }],
  from: { email: 'hello@lumen.example' },
  content: [],
  custom_args: { message_id: 'm1', shop },
  tracking_settings: undefined,
});
let mails: ReturnType<typeof mail>[];

const found = (): readonly string[] =>
  violationsIn(
    {
      written,
      provider: {
        baseUrl: '',
        fallIll: () => undefined,
        fallIllFor: () => undefined,
        fallIllForKey: () => undefined,
        keys: { revoke: () => undefined, grant: () => undefined },
        delay: () => undefined,
        acceptances: () => taken,
        mails: () => mails,
        domains: createDomainDouble(),
        heardContent: () => mails.length > 0,
        requests: () => mails.length,
        close: async () => undefined,
      },
    },
    [story],
  );

beforeEach(() => {
  person = { address: 'mara@x.example', shop, fate: 'ordered', answered: ['d1'], stoppedAtMs: undefined };
  story = {
    person,
    enrollments: [{ _id: 'e1', shop, about: 'a', state: 'done', step: 'checkout-1' }],
    messages: [{ _id: 'm1', shop, enrollment: 'e1', step: 'checkout-1', status: 'accepted' }],
    deliveries: [{ deliveryId: 'd1', state: 'applied' }],
    decisions: [],
  };
  taken = new Map([['m1', 1]]);
  mails = [mail(person.address)];
  written = [{ message: 'm1', shop, address: person.address, atMs: 1000, by: 'worker 1' }];
});

describe('the five invariants', () => {
  it('hold for one mail, taken once and told', () => {
    expect(found()).toEqual([]);
  });

  it('I1: a delivery that was answered and is not applied', () => {
    story = { ...story, deliveries: [{ deliveryId: 'd1', state: 'quarantined' }] };

    expect(found()).toEqual(['I1 d1 was answered, not applied']);
  });

  it('I2: a person who is mailed twice, under whatever ids', () => {
    mails = [...mails, mail(person.address)];

    expect(found()).toEqual(['I2 mara@x.example was mailed 2 times']);
  });

  it('I2: a message id that is taken twice', () => {
    taken = new Map([['m1', 2]]);

    expect(found()).toEqual(['I2 message m1 was taken more than once']);
  });

  it('I3: a mail that is for ever on its way', () => {
    story = { ...story, messages: story.messages.map((row) => ({ ...row, status: 'sending' })) };

    expect(found().join()).toContain('a mail is not decided');
  });

  it('I3: a row that says other than the provider', () => {
    taken = new Map();

    expect(found()).toEqual(['I3 message m1 is accepted, the provider knows better']);
  });

  it('I3: a mail that was left out without a reason', () => {
    taken = new Map();
    story = { ...story, messages: story.messages.map((row) => ({ ...row, status: 'skipped' })) };

    expect(found()).toEqual(['I3 message m1 is skipped without a reason']);
  });

  it('I3: a mail that was cancelled while its enrollment went on', () => {
    taken = new Map();
    story = { ...story, messages: story.messages.map((row) => ({ ...row, status: 'cancelled' })) };

    expect(found()).toEqual(['I3 message m1 is cancelled (), and nobody left']);
  });

  it('I4: a request after the answer to the order', () => {
    person.stoppedAtMs = 900;

    expect(found()).toEqual(['I4 mara@x.example (ordered) was mailed 100 ms after the answer']);
  });

  it('I5: a mail in the name of another shop', () => {
    written = written.map((one) => ({ ...one, shop: 'sable.myshopify.com' }));

    expect(found()).toEqual(['I5 mara@x.example of lumen.myshopify.com shows up in another shop']);
  });
});
