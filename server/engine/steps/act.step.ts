import { z } from 'zod';
import { faultOfUrl } from '../../lib/outgoing/callable-url.ts';
import { defineStep } from '../step.ts';

/** A platform splits tags at commas, so one that holds a comma would become two. */
const tagAct = z.strictObject({
  tag: z
    .string()
    .max(255)
    .regex(/^[^\s,]([^,]*[^\s,])?$/, 'must be one tag, without commas'),
});

const property = z.string().regex(/^[A-Za-z][\w-]{0,63}$/, 'must be a letter, then letters, digits, - and _');

const text = z
  .string()
  .max(1000)
  .refine((value) => value.isWellFormed(), 'must be Unicode text');

/** Null takes the property away. */
const propertyAct = z.strictObject({
  setProperty: property,
  value: z.union([text, z.number(), z.boolean(), z.null(), z.array(text).max(50)]),
});

/** Copies what the enrollment froze at entry, such as a product's id. */
const variableAct = z.strictObject({ setProperty: property, fromVariable: z.string().min(1).max(200) });

const urlAct = z.strictObject({
  callUrl: z.string().superRefine((value, context) => {
    const fault = faultOfUrl(value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  }),
  /** Whether the address of the person is told; their id always is. */
  withAddress: z.boolean().default(false),
});

/** A workflow of the platform's own; which one is told by the name. */
const workflowAct = z.strictObject({
  startWorkflow: z
    .string()
    .max(100)
    .regex(/^\S(.*\S)?$/, 'must be a name')
    .refine((value) => value.isWellFormed(), 'must be Unicode text'),
});

export const actArgs = z.union([tagAct, propertyAct, variableAct, urlAct, workflowAct]);
export type ActArgs = z.infer<typeof actArgs>;

export const actEffects = {
  tag: 'tag-contact',
  property: 'set-property',
  url: 'call-url',
  workflow: 'start-workflow',
} as const;

const effectOf = (args: ActArgs): string => {
  if ('tag' in args) return actEffects.tag;
  if ('startWorkflow' in args) return actEffects.workflow;
  return 'callUrl' in args ? actEffects.url : actEffects.property;
};

export const actStep = defineStep<ActArgs>({
  key: 'act',
  args: actArgs,
  hasArms: false,
  needs: () => [],
  decide: (args) => ({ kind: 'perform', effect: effectOf(args), args }),
});
