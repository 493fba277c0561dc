import type { GateFacts } from '../gate/clause.ts';
import type { MailGround } from '../message.ts';

/** Older customers may have forgotten the shop. */
const customerForMs = 2 * 365 * 86_400_000;
import { consentRuleFor } from './consent-rule.ts';

/**
 * On which ground this mail may leave; undefined is on none. Who refused is never mailed, and who was asked and hasn't
 * answered isn't either, whatever the shop's rule.
 */
export const groundOf = ({
  kind,
  category,
  opens,
  recipient,
  shop,
  now,
}: GateFacts): MailGround | undefined => {
  if (kind === 'transactional') return 'transactional';
  if (recipient.consent === 'subscribed') return 'consent';
  if (recipient.consent !== 'none') return undefined;
  const rule = consentRuleFor(shop.consentPolicy, recipient.countryCode ?? shop.countryCode);
  if (rule === 'subscribers') return undefined;
  const { lastOrderAt } = recipient;
  if (lastOrderAt !== undefined && now.getTime() - lastOrderAt.getTime() < customerForMs)
    return 'existing-customer';
  return rule === 'one-reminder' && category === 'reminders' && opens ? 'one-reminder' : undefined;
};
