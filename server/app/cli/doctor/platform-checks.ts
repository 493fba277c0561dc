import { ok, reasonsOf, spoken, warn } from './check.ts';
import type { Check } from './check.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const webhooks: Check = {
  name: 'webhooks',
  look: async ({ state, now }) => {
    const shops = await state.foundByPoll(new Date(now().getTime() - dayMs));
    if (shops.length === 0) return ok('Polls find nothing that webhooks have not told.');
    return warn(
      `Within a day polls found what no webhook had told: ${reasonsOf(shops)}.`,
      "Nothing is lost, but it comes late. Is our address reachable, and does the app's configuration name it? Deploy it again with `shopify app deploy`.",
    );
  },
};

const consents: Check = {
  name: 'consents',
  look: async ({ state }) => {
    const { waiting, refused, oldestMs } = await state.consentWrites();
    const todo =
      'Mails already follow what people said. Look for `a consent was not written back` in the logs.';
    if (refused > 0) return warn(`The platform refused to be told of ${refused} consents.`, todo);
    if (waiting === 0) return ok('Every consent given here is known to its platform.');
    const says = `${waiting} consents wait to be told to their platform, the oldest for ${spoken(oldestMs)}.`;
    return oldestMs < hourMs ? ok(says) : warn(says, todo);
  },
};

export const platformChecks: readonly Check[] = [webhooks, consents];
