import { missingScopes } from '../../../platforms/shopify/scopes.ts';
import type { OperationsState, SilentWebhooks } from '../../operations/state.system.repository.ts';
import { ok, reasonsOf, spoken, warn } from './check.ts';
import type { Check, Finding } from './check.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const shownShops = 10;

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

/** A subscription that is gone, or whose every delivery fails, tells nothing. */
export const subscriptionsOf = (silent: readonly SilentWebhooks[]): Finding => {
  if (silent.length === 0) return ok('Webhooks of every kind come where something happens.');
  const named = silent
    .slice(0, shownShops)
    .map(({ shop, kind, since }) => `${shop} (${kind}, since ${since.toISOString()})`);
  return warn(
    `No webhook comes, though polls find things they should tell: ${named.join('; ')}.`,
    "A subscription is gone or its deliveries fail. See the app's deliveries in the Dev Dashboard, then deploy it again with `shopify app deploy`. Until then polls find everything, ten minutes late.",
  );
};

const subscriptions: Check = {
  name: 'subscriptions',
  look: async ({ state }) => subscriptionsOf(await state.silentWebhooks()),
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

const past: Check = {
  name: 'back-fill',
  look: async ({ state }) => {
    const pasts = await state.pasts();
    const stopped = pasts.filter((one) => one.state === 'failed');
    const unread = pasts.filter((one) => one.unread.length > 0);
    if (stopped.length > 0)
      return warn(
        `The past of these shops is not read: ${stopped.map(({ shop, error = 'unknown' }) => `${shop} (${error})`).join(', ')}.`,
        'It is tried again every hour. The logs say `the back-fill stopped`, and why.',
      );
    if (unread.length > 0)
      return warn(
        `Parts of the past can't be read: ${unread.map((one) => `${one.shop} (${one.unread.join('; ')})`).join(', ')}.`,
        'The rest is applied. They are kept for 30 days: mend the cause, then `encore requeue --deliveries --shop SHOP`.',
      );
    return ok("Every shop's past is read, or is being read.");
  },
};

/** Of shops whose platform tells what they grant. */
export const scopesOf = (shops: Awaited<ReturnType<OperationsState['scopes']>>): Finding => {
  const short = shops.flatMap(({ shop, granted }) => {
    const missing = missingScopes(granted);
    return missing.length === 0 ? [] : [`${shop} (${missing.join(', ')})`];
  });
  if (short.length === 0) return ok('Every shop grants what is asked for.');
  return warn(
    `Not granted: ${short.slice(0, shownShops).join('; ')}${short.length > shownShops ? ', …' : ''}.`,
    'What needs it stands still for that shop. Deploy the app (`shopify app deploy`); the merchant grants it when they open it.',
  );
};

const scopes: Check = {
  name: 'scopes',
  look: async ({ state }) => scopesOf(await state.scopes()),
};

const seals: Check = {
  name: 'keys',
  look: async ({ staleSeals }) => {
    const stale = await staleSeals();
    if (stale === undefined)
      return ok('ENCRYPTION_KEY is not given: with which key secrets are sealed was not looked at.');
    if (stale === 0) return ok('Every secret is sealed with ENCRYPTION_KEY.');
    return warn(
      `${stale} secrets are sealed with an older key.`,
      'They open as long as it stands in ENCRYPTION_KEY_PREVIOUS. `encore rotate-keys` seals them anew.',
    );
  },
};

export const platformChecks: readonly Check[] = [webhooks, subscriptions, scopes, consents, past, seals];
