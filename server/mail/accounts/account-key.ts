import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';

/** `SG.` + 22 characters that name the key + `.` + 43 that are secret. */
const shape = /^SG\.([\w-]{10,64})\.[\w-]{20,128}$/;

/** SendGrid's public name of a key. Throws `request_invalid` for what is no such key. */
export const keyIdOf = (apiKey: string): string => {
  const [, id] = shape.exec(apiKey) ?? [];
  if (id === undefined)
    throw new EncoreError('request_invalid', {
      fields: { 'body.apiKey': 'expected a SendGrid API key: SG. and two parts with a dot between them' },
    });
  return id;
};

/** The place is part of the seal: a key moved to another shop opens nowhere. */
export const accountKeyContext = (shop: ShopId): readonly string[] => [shop, 'sendgrid-key'];
