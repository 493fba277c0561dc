import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { digest } from './digest.ts';
import { EncoreError } from './errors.ts';

/** Seals short secrets at rest. What it was sealed for has to be said again to open it. */
export interface SecretBox {
  /** Of the key that seals: what it has sealed begins with it and a dot. */
  readonly keyId: string;
  seal(secret: string, context: readonly string[]): string;
  /** Throws `internal_error` when the text was tampered with, moved to another place, or its key is gone. */
  open(sealed: string, context: readonly string[]): string;
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

const keyId = (key: Buffer): string => digest('key-id', key.toString('base64')).slice(0, 8);

/** Length-prefixed through JSON: ('ab','c') is another place than ('a','bc'). */
const associated = (context: readonly string[]): Buffer => Buffer.from(JSON.stringify(context));

/** AES-256-GCM. The first key seals, all of them open: that is how keys are rotated. Each has 32 bytes. */
export const createSecretBox = (keys: readonly [Buffer, ...Buffer[]]): SecretBox => {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  const [current] = keys;
  return {
    keyId: keyId(current),
    seal: (secret, context) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, current, iv, { authTagLength: tagBytes });
      cipher.setAAD(associated(context));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${keyId(current)}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open: (sealed, context) => {
      const [id = '', rest = ''] = sealed.split('.');
      const key = byId.get(id);
      if (key === undefined)
        throw new EncoreError('internal_error', { message: 'the key of a sealed secret is gone' });
      const bytes = Buffer.from(rest, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(associated(context));
        decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
        const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
        return text.toString('utf8');
      } catch (cause) {
        throw new EncoreError('internal_error', { message: 'a sealed secret can not be opened', cause });
      }
    },
  };
};
