import { randomBytes } from 'node:crypto';
import { readConfig } from '../../../app/config.ts';
import type { Config } from '../../../app/config.ts';
import { wireLinks } from '../../../app/wiring/links.ts';
import { asContactId, asMessageId, asShopId } from '../../../lib/brand.ts';
import { errorCodeOf } from '../../../lib/errors.ts';
import { createSecretBox } from '../../../lib/secret-box.ts';
import { expectThat } from '../report/fault-row.ts';
import type { FaultRow } from '../report/fault-row.ts';

const rotations = 2;

const configWith = ([current = '', ...previous]: readonly string[]): Config =>
  readConfig({
    MONGODB_URI: 'mongodb://127.0.0.1:1/none',
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    APP_URL: 'https://encore.example',
    ENCRYPTION_KEY: current,
    ENCRYPTION_KEY_PREVIOUS: previous.join(','),
  });

const shop = asShopId('lumen.myshopify.com');
const message = asMessageId('e1.checkout-1');
const leaving = { shop, contact: asContactId('mara'), message };
const click = { shop, message, target: 'https://lumen.example/checkouts/1/recover?key=9' };
const place = ['shop', shop];
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';

/** What was made under one generation of keys. */
const madeWith = (config: Config) => {
  const links = wireLinks(config);
  const box = createSecretBox([config.encryptionKey, ...config.previousKeys]);
  return {
    leave: tokenOf(links.unsubscribeUrl(leaving)),
    click: tokenOf(links.clickUrl(click)),
    sealed: box.seal('shpat_token', place),
  };
};
type Made = ReturnType<typeof madeWith>;

const opened = (config: Config, sealed: string): string => {
  try {
    return createSecretBox([config.encryptionKey, ...config.previousKeys]).open(sealed, place);
  } catch (error) {
    return errorCodeOf(error);
  }
};

const stillGood = (config: Config, made: Made): readonly boolean[] => [
  wireLinks(config).readUnsubscribe(made.leave)?.contact === leaving.contact,
  wireLinks(config).readClick(made.click)?.target === click.target,
  opened(config, made.sealed) === 'shpat_token',
];

/** Keys are rotated by putting a new one in front; the last generation is then left out. */
export const rotateKeys = (): { readonly violations: readonly string[]; readonly seen: string } => {
  const generations: (readonly string[])[] = [];
  for (let turn = 0; turn <= rotations; turn += 1)
    generations.unshift([randomBytes(32).toString('base64'), ...(generations[0] ?? [])]);
  const made = generations.map((keys) => madeWith(configWith(keys)));
  const last = configWith(generations[0] ?? []);
  const good = made.map((each) => stillGood(last, each));
  const forgotten = configWith((generations[0] ?? []).slice(0, 1));
  const old = made.at(-1);
  const left = old === undefined ? [] : stillGood(forgotten, old);
  const fresh = new Set(made.map(({ leave }) => leave.split('.', 1)[0]));
  return {
    violations: [
      ...expectThat(
        good.every((each) => each.every(Boolean)),
        `links and secrets by age: ${JSON.stringify(good)}`,
      ),
      ...expectThat(
        left.every((each) => !each),
        'a key that was left out still opens what it made',
      ),
      ...expectThat(fresh.size === rotations + 1, 'a rotated key did not take over'),
    ],
    seen: `${rotations} rotations: the way out, a click and a sealed token of each generation still read; of a key left out none`,
  };
};

export const keyRotation: FaultRow = {
  number: 30,
  fault: 'keys are rotated twice while links are in mails and tokens in the database',
  run: async () => rotateKeys(),
};
