import { actArgs, actEffects } from '../../engine/steps/act.step.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { ContactFacts } from '../shop-facts.ts';
import type { ActPerformer, ActResult } from './act-performer.ts';

/** What flows ask of a platform: to start a workflow of its own. */
export interface Workflows {
  /** `refused`: the platform will not, however often it is asked. `unknown_here`: it has none. Throws what may pass. */
  start(
    shop: ShopId,
    asked: {
      readonly customerId: string;
      readonly flow: string;
      readonly name: string;
      /** The same at every attempt. */
      readonly request: string;
    },
  ): Promise<'done' | 'refused' | 'unknown_here'>;
}

const results: Readonly<Record<Awaited<ReturnType<Workflows['start']>>, ActResult>> = {
  done: { kind: 'done', code: 'workflow_started' },
  refused: { kind: 'failed', code: 'workflow_refused' },
  unknown_here: { kind: 'skipped', code: 'no_workflows_here' },
};

export const createStartWorkflow = (
  contacts: Pick<ContactFacts, 'findMany'>,
  workflows: Workflows,
): ActPerformer => ({
  effect: actEffects.workflow,
  leaves: true,
  changesFacts: false,
  perform: async ({ request: { enrollment, args }, key }) => {
    const parsed = actArgs.parse(args);
    if (!('startWorkflow' in parsed)) return { kind: 'failed', code: 'step_failed' };
    const { shop, contact, flow } = enrollment;
    const person = (await contacts.findMany(shop, [contact])).get(contact);
    const [customerId] = person?.customerIds ?? [];
    if (customerId === undefined || person?.redactedAt !== undefined)
      return { kind: 'skipped', code: 'not_a_customer' };
    const asked = { customerId, flow, name: parsed.startWorkflow, request: key };
    return results[await workflows.start(shop, asked)];
  },
});
