/** @jsxImportSource preact */
import '@shopify/ui-extensions/preact';
import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { render } from 'preact';
import { askStory, customerIdOf } from './ask-story.ts';
import { Card } from './card.tsx';

declare global {
  /** What the admin's sandbox gives an extension of this target. */
  const shopify: Api;
}

/** Called by the admin, once, when the card is on the page. */
const start = (): void => {
  const customerId = customerIdOf(shopify.data.selected[0]?.id);
  const ask = customerId === undefined ? undefined : () => askStory(customerId, fetch);
  render(<Card words={shopify.i18n} ask={ask} />, document.body);
};

export default start;
