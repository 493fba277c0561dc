import { asContactId, asEnrollmentId, asFlowId, asMessageId, asShopId, asTurnId } from '../../lib/brand.ts';
import type { ComposeInput } from '../../mail/send/send-ports.ts';
import { aRecipient, aShop, noon, someContent } from './mail-builders.ts';

export const aComposeInput = (over: Partial<ComposeInput> = {}): ComposeInput => ({
  message: asMessageId('e1.checkout-1'),
  shop: aShop(),
  recipient: aRecipient(),
  enrollment: {
    id: asEnrollmentId('e1'),
    shop: asShopId('lumen.myshopify.com'),
    flow: asFlowId('f'),
    contact: asContactId('mara'),
    about: 'a',
    occurrence: '',
    version: 1,
    turn: asTurnId('t#1'),
    state: 'waiting',
    step: 'checkout-1',
    rev: 0,
    anchorAt: noon,
    plannedAt: noon,
    variables: {},
    heldOut: false,
    attempts: 0,
    enteredAt: noon,
  },
  flowKey: 'abandoned-checkout',
  args: { template: 'checkout-1' },
  content: someContent(),
  now: noon,
  ...over,
});
