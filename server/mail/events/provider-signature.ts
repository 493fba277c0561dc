import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { EncoreError } from '../../lib/errors.ts';

export interface SignedBytes {
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
  readonly body: Buffer;
}

const publicKeyOf = (base64: string): KeyObject => {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new EncoreError('config_invalid', {
      message: 'The event webhook key is not a public key in base64.',
      cause,
    });
  }
};

const matches = (key: KeyObject, { signature = '', timestamp = '', body }: SignedBytes): boolean => {
  try {
    return verify(
      'sha256',
      Buffer.concat([Buffer.from(timestamp), body]),
      key,
      Buffer.from(signature, 'base64'),
    );
  } catch {
    return false;
  }
};

/** ECDSA over timestamp and raw bytes. Without a key nothing can be right. Throws `signature_missing` or `signature_wrong`. */
export const createSignatureCheck = (publicKey: string | undefined): ((signed: SignedBytes) => void) => {
  const key = publicKey === undefined ? undefined : publicKeyOf(publicKey);
  return (signed) => {
    if (signed.signature === undefined || signed.timestamp === undefined)
      throw new EncoreError('signature_missing');
    if (key === undefined || !matches(key, signed)) throw new EncoreError('signature_wrong');
  };
};
