import { readProperty } from '../../engine/property.ts';
import { actArgs, actEffects } from '../../engine/steps/act.step.ts';
import type { EffectRequest } from '../../engine/effect.ts';
import type { JsonValue } from '../../lib/json.ts';
import type { ContactProperties } from '../../shop/contact-properties.repository.ts';
import type { ActPerformer } from './act-performer.ts';

const longestText = 1000;

/** Nothing nested, nothing long: what a flow froze at entry may be of any shape. */
const storable = (value: JsonValue | undefined): JsonValue | undefined => {
  if (Array.isArray(value) || typeof value === 'object') return value === null ? null : undefined;
  return typeof value === 'string' && value.length > longestText ? undefined : value;
};

/** Undefined where the variable is missing or can't be kept on a contact. */
const valueFor = ({ args, enrollment }: EffectRequest): { name: string; value: JsonValue } | undefined => {
  const parsed = actArgs.parse(args);
  if (!('setProperty' in parsed)) return undefined;
  if ('value' in parsed) return { name: parsed.setProperty, value: parsed.value };
  const value = storable(readProperty(enrollment.variables, parsed.fromVariable));
  return value === undefined ? undefined : { name: parsed.setProperty, value };
};

export const createSetProperty = (properties: ContactProperties): ActPerformer => ({
  effect: actEffects.property,
  leaves: false,
  changesFacts: true,
  perform: async ({ request }) => {
    const change = valueFor(request);
    if (change === undefined) return { kind: 'skipped', code: 'variable_missing' };
    const { shop, contact } = request.enrollment;
    const answer = await properties.set(shop, contact, change);
    if (answer === 'contact_gone') return { kind: 'skipped', code: answer };
    return answer === 'done' ? { kind: 'done', code: 'property_set' } : { kind: 'failed', code: answer };
  },
});
