import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createSignatureCheck } from './provider-signature.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const timestamp = '1700000000';
const body = Buffer.from('[{"event":"delivered"}]');

const signatureOf = (text: Buffer, at = timestamp): string =>
  sign('sha256', Buffer.concat([Buffer.from(at), text]), pair.privateKey).toString('base64');

describe('the signature of a provider', () => {
  it('is right over the time and the bytes as they came', () => {
    const check = createSignatureCheck(publicKey);

    expect(() => check({ signature: signatureOf(body), timestamp, body })).not.toThrow();
  });

  it.each([
    ['another body', { signature: signatureOf(body), timestamp, body: Buffer.from('[]') }],
    ['another time', { signature: signatureOf(body), timestamp: '1700000001', body }],
    ['no signature at all but text', { signature: 'signed, honestly', timestamp, body }],
    ['an empty signature', { signature: '', timestamp, body }],
  ])('is wrong with %s', (_name, signed) => {
    const check = createSignatureCheck(publicKey);

    expect(() => check(signed)).toThrow(expect.objectContaining({ code: 'signature_wrong' }));
  });

  it('is wrong when somebody else made it', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), other.privateKey);
    const check = createSignatureCheck(publicKey);

    const signed = { signature: signature.toString('base64'), timestamp, body };

    expect(() => check(signed)).toThrow(expect.objectContaining({ code: 'signature_wrong' }));
  });

  it.each([
    ['signature', { signature: undefined, timestamp, body }],
    ['timestamp', { signature: signatureOf(body), timestamp: undefined, body }],
  ])('is missing without its %s', (_name, signed) => {
    const check = createSignatureCheck(publicKey);

    expect(() => check(signed)).toThrow(expect.objectContaining({ code: 'signature_missing' }));
  });

  it('is never right where no key was given', () => {
    const check = createSignatureCheck(undefined);

    const signed = { signature: signatureOf(body), timestamp, body };

    expect(() => check(signed)).toThrow(expect.objectContaining({ code: 'signature_wrong' }));
  });

  it('is refused at the start when the key is no key', () => {
    expect(() => createSignatureCheck('bm90IGEga2V5')).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});
