import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aMail } from '../../testing/mail/mail-builders.ts';
import type { OutgoingMail } from '../transport.ts';
import type { SendingView } from '../sending/sending.contract.ts';
import { alignmentOf } from './alignment.ts';
import { findingsOfMail } from './mail-findings.ts';
import { partsOf } from './mail-parts.ts';

const leave = '<a href="https://mail.example/u/token">Unsubscribe</a>';
const words = `<p>${'You left a hand wash. '.repeat(30)}</p>`;
const picture = '<img src="https://cdn.example/1.jpg" alt="A hand wash">';

const levelsOf = (over: Partial<OutgoingMail>) =>
  Object.fromEntries(
    findingsOfMail(aMail({ html: words + leave, ...over })).map(({ key, level }) => [key, level]),
  );
const withHeaders = (over: Record<string, string | undefined>): Partial<OutgoingMail> => ({
  headers: Object.fromEntries(
    Object.entries({ ...aMail().headers, ...over }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  ),
});

describe('a finished mail', () => {
  it('is well with words, a picture and a way out', () => {
    expect(levelsOf({ html: words + picture + leave })).toEqual({
      size: 'ok',
      balance: 'ok',
      unsubscribe: 'ok',
    });
  });

  it.each([
    [84_000, 'ok'],
    [86_000, 'warn'],
    [99_000, 'warn'],
    [100_500, 'fail'],
  ])('of %d bytes is %s', (bytes, level) => {
    const html = leave + '<!--x-->'.repeat(bytes / 8);

    expect(levelsOf({ html })['size']).toBe(level);
  });

  it('is measured in bytes, whatever script it is in', () => {
    expect(levelsOf({ html: leave + '字'.repeat(34_000) })['size']).toBe('fail');
  });

  it.each([
    ['words alone', words, 'ok'],
    ['pictures and words', words + picture.repeat(6), 'ok'],
    ['a picture and hardly a word', picture, 'warn'],
    ['a picture nobody describes', `${words}<img src="https://cdn.example/1.jpg">`, 'warn'],
    ['decoration that is marked as such', `${words}<img src="https://cdn.example/1.jpg" alt="">`, 'ok'],
    ['words that are styles', `${picture}<style>${'a{color:red}'.repeat(99)}</style>`, 'warn'],
  ])('of %s is balanced or told so', (_what, html, level) => {
    expect(levelsOf({ html: html + leave })['balance']).toBe(level);
  });

  it.each([
    ['without the header', withHeaders({ 'List-Unsubscribe': undefined }), 'fail'],
    ['without the one-click header', withHeaders({ 'List-Unsubscribe-Post': undefined }), 'fail'],
    ['with an address to write to only', withHeaders({ 'List-Unsubscribe': '<mailto:a@b.example>' }), 'fail'],
    ['without a link to see', { html: words }, 'fail'],
    [
      'over plain http',
      {
        ...withHeaders({ 'List-Unsubscribe': '<http://mail.example/u/token>' }),
        html: words + leave.replace('https', 'http'),
      },
      'warn',
    ],
  ])('%s is told so', (_what, over, level) => {
    expect(levelsOf(over)['unsubscribe']).toBe(level);
  });
});

describe('what is seen of HTML', () => {
  it('are its words, its pictures, and each place it leads to once', () => {
    const html = `<title>no</title><p>One&nbsp;  two</p>${picture}<a href="https://a.example/?x=1&amp;y=2">go</a>${leave}${leave}`;

    expect(partsOf(html)).toMatchObject({
      pictures: [{ src: 'https://cdn.example/1.jpg', alt: 'A hand wash' }],
      links: ['https://a.example/?x=1&y=2', 'https://mail.example/u/token'],
    });
    expect(partsOf(html).text).toContain('One two');
  });

  it('can be any text at all', () => {
    fc.assert(
      fc.property(fc.string(), (html) => {
        expect(findingsOfMail(aMail({ html }))).toHaveLength(3);
      }),
    );
  });
});

describe('the signature of a shop’s mail', () => {
  const view = (over: Partial<SendingView>): SendingView => ({
    from: { name: 'Lumen', address: 'hello@lumen.example' },
    replyTo: null,
    dailyLimit: null,
    usedToday: 0,
    domain: null,
    canAuthenticate: true,
    ...over,
  });
  const proved = (name: string): SendingView['domain'] => ({
    address: `hello@${name}`,
    name,
    state: 'verified',
    records: [],
    problem: null,
    checkedAt: null,
    nextCheckAt: null,
  });

  it.each([
    ['its own domain, proved', { domain: proved('lumen.example') }, 'ok'],
    [
      'a part of a domain that is proved',
      { domain: proved('lumen.example'), from: { name: '', address: 'a@mail.Lumen.example' } },
      'ok',
    ],
    [
      'a domain that only ends alike',
      { domain: proved('lumen.example'), from: { name: '', address: 'a@notlumen.example' } },
      'fail',
    ],
    ['the operator’s domain', { dailyLimit: 200 }, 'ok'],
    ['a domain nobody has proved', {}, 'fail'],
    ['a mail server of the operator’s', { canAuthenticate: false }, 'warn'],
  ] as const)('from %s is %s', (_what, over, level) => {
    expect(alignmentOf(view(over))).toMatchObject({ key: 'alignment', level });
  });
});
