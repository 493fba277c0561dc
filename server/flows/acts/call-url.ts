import { actArgs, actEffects } from '../../engine/steps/act.step.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import type { JsonObject } from '../../lib/json.ts';
import { realNow } from '../../lib/clock.ts';
import type { GuardedPost, PostAnswer } from '../../lib/outgoing/guarded-post.ts';
import type { Contact } from '../../shop/contact.ts';
import type { ContactFacts } from '../shop-facts.ts';
import type { ActPerformer, ActResult } from './act-performer.ts';
import { signCall } from './call-signature.ts';

export interface CallDeps {
  readonly post: GuardedPost;
  /** Each shop has its own. */
  readonly secretOf: (shop: ShopId) => string;
  readonly contacts: Pick<ContactFacts, 'findMany'>;
}

/** Ids and what the flow knows; a name or an address only where the merchant asked for it. */
const bodyOf = (key: string, enrollment: Enrollment, contact: Contact | undefined): JsonObject => {
  const { shop, flow, version, step, about, variables, id } = enrollment;
  return {
    id: key,
    type: 'flow.step',
    shop,
    flow,
    version,
    step,
    enrollment: id,
    about,
    enteredAt: enrollment.enteredAt.toISOString(),
    anchorAt: enrollment.anchorAt.toISOString(),
    variables,
    contact: {
      id: enrollment.contact,
      ...(contact?.address !== undefined && { address: contact.address }),
    },
  };
};

const resultOf = (answer: PostAnswer): ActResult => {
  if (answer.kind === 'refused') return { kind: 'failed', code: answer.reason };
  if (answer.kind === 'unreachable') return { kind: 'again', code: answer.reason };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'done', code: 'url_called' };
  const again = status >= 500 || status === 408 || status === 425 || status === 429;
  return { kind: again ? 'again' : 'failed', code: `answered_${status}` };
};

export const createCallUrl = ({ post, secretOf, contacts }: CallDeps): ActPerformer => {
  const personOf = async (shop: ShopId, contact: ContactId): Promise<Contact | undefined> =>
    (await contacts.findMany(shop, [contact])).get(contact);
  return {
    effect: actEffects.url,
    leaves: true,
    changesFacts: false,
    perform: async ({ request: { enrollment, args }, key, signal }) => {
      const parsed = actArgs.parse(args);
      if (!('callUrl' in parsed)) return { kind: 'failed', code: 'step_failed' };
      const { shop } = enrollment;
      const person = await personOf(shop, enrollment.contact);
      if (person === undefined || person.redactedAt !== undefined)
        return { kind: 'skipped', code: 'contact_gone' };
      const body = JSON.stringify(bodyOf(key, enrollment, parsed.withAddress ? person : undefined));
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Encore',
        'idempotency-key': key,
        'x-encore-signature': signCall(secretOf(shop), realNow(), body),
      };
      return resultOf(await post({ url: parsed.callUrl, headers, body, signal }));
    },
  };
};
