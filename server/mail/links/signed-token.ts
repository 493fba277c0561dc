import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { EncoreError } from '../../lib/errors.ts';
import { parseJson } from '../../lib/json.ts';

/** The first key signs, all of them verify: a key is rotated by putting a new one in front. */
export interface LinkKey {
  readonly id: string;
  readonly secret: string;
}

/** A mail has a dozen links, and making a key of a secret costs as much as the signature. */
const made = new WeakMap<LinkKey, KeyObject>();

const keyOf = (key: LinkKey): KeyObject => {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = createSecretKey(Buffer.from(key.secret));
  made.set(key, fresh);
  return fresh;
};

const macOf = (key: LinkKey, text: string): Buffer =>
  createHmac('sha256', keyOf(key)).update(text).digest().subarray(0, 20);

export const signToken = (keys: readonly LinkKey[], payload: readonly string[]): string => {
  const [key] = keys;
  if (key === undefined) throw new EncoreError('config_invalid', { message: 'Links need a signing key.' });
  const text = `${key.id}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
  return `${text}.${macOf(key, text).toString('base64url')}`;
};

const payloadOf = (text: string): readonly string[] | undefined => {
  try {
    const value = parseJson(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Undefined unless it was signed with one of the keys, byte for byte. */
export const readToken = (keys: readonly LinkKey[], token: string): readonly string[] | undefined => {
  const [id, body, mac, ...rest] = token.split('.');
  const key = keys.find((each) => each.id === id);
  if (key === undefined || body === undefined || mac === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const own = macOf(key, `${id}.${body}`);
  return given.length === own.length && timingSafeEqual(given, own) ? payloadOf(body) : undefined;
};
