import { z } from 'zod';
import { listOf, optionalDate, optionalText, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const shopSchema = z.object({
  name: optionalText,
  domain: optionalText,
  iana_timezone: optionalText,
  currency: optionalText,
  primary_locale: optionalText,
  country_code: optionalText,
  updated_at: optionalDate,
});

export const shopUpdateHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const body = parsePayload(shopSchema, payload);
    const details = {
      name: body.name,
      url: body.domain === undefined ? undefined : `https://${body.domain}`,
      zone: body.iana_timezone,
      currency: body.currency,
      locale: body.primary_locale,
      countryCode: body.country_code,
    };
    return [{ kind: 'shop-details', details, at: body.updated_at ?? triggeredAt }];
  },
};

const scopesSchema = z.object({ current: listOf(z.string()), updated_at: optionalDate });

export const scopesHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const { current, updated_at: at = triggeredAt } = parsePayload(scopesSchema, payload);
    return [{ kind: 'scopes', scopes: current.toSorted(), at }];
  },
};

export const uninstalledHandler: WebhookHandler = {
  class: 'holds',
  interpret: (_payload, { triggeredAt }) => [{ kind: 'uninstalled', at: triggeredAt }],
};
