import { z } from 'zod';
import { EncoreError } from '../lib/errors.ts';
import type { JsonObject } from '../lib/json.ts';
import { allSteps } from './cursor.ts';
import { durationSchema } from './duration.ts';
import { faultOfJson } from './json-bounds.ts';
import { predicateSchema, wherePredicateSchema } from './predicate-schema.ts';
import { noteIssues } from './program-faults.ts';
import type { Fields, Path } from './program-faults.ts';
import type { FlowProgram, Step } from './program.ts';
import type { RegisteredStep, StepRegistry } from './step.ts';

/** More than any canvas can show; what is larger is no flow but an attack or an accident. */
const bounds = { depth: 80, values: 20_000, text: 20_000 };
const mostSteps = 200;
const deepestArms = 10;

const jsonObject = z.record(z.string(), z.json());

const reEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once-per-about') }),
  z.strictObject({ kind: z.literal('every-time') }),
  z.strictObject({ kind: z.literal('after'), duration: durationSchema }),
]);

const word = z.string().min(1).max(60);

const eventMatchShape = z.strictObject({
  event: word,
  where: wherePredicateSchema.exactOptional(),
  sameAbout: z.boolean().exactOptional(),
});

/** A reason is a word that counts can be kept under, like those of our own. */
const exitRuleShape = eventMatchShape.extend({
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower-case letters, digits and underscores'),
});

const stepShape: z.ZodType<Step> = z.lazy(() =>
  z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes'),
    key: word,
    args: jsonObject,
    arms: z.array(z.array(stepShape)).max(8).exactOptional(),
  }),
);

const programShape = z.strictObject({
  trigger: z.strictObject({
    kind: word,
    args: jsonObject,
    filter: predicateSchema.exactOptional(),
  }),
  filter: predicateSchema.exactOptional(),
  reEntry: reEntrySchema,
  exitOn: z.array(exitRuleShape).max(20).exactOptional(),
  goal: eventMatchShape.exactOptional(),
  holdout: z.number().min(0).lt(1),
  priority: z.int().min(-10_000).max(10_000),
  usefulFor: durationSchema,
  steps: z.array(stepShape).min(1),
});

const checkArms = (fields: Fields, path: Path, { step, wanted }: { step: Step; wanted: number }): void => {
  const found = step.arms?.length ?? 0;
  if (found === wanted) return;
  fields[[...path, 'arms'].join('.')] =
    wanted === 0 ? 'this step has no arms' : `must be ${wanted} arms, not ${found}`;
};

const parseArgs = (definition: RegisteredStep, args: unknown): JsonObject | z.ZodError => {
  try {
    return definition.parse(args);
  } catch (error) {
    if (error instanceof z.ZodError) return error;
    throw error;
  }
};

const parseSteps = (
  steps: readonly Step[],
  registry: StepRegistry,
  context: { fields: Fields; path: Path },
): Step[] => {
  const { fields, path } = context;
  // A branch adds three to the path: the step, `arms`, the arm.
  if (path.length > deepestArms * 3 + 1)
    fields[path.join('.')] = `must be ${deepestArms} branches deep at most`;
  return steps.map((step, index) => {
    const here = [...path, index];
    const definition = registry.get(step.key);
    if (definition === undefined) {
      fields[[...here, 'key'].join('.')] = `there is no step called ${step.key}`;
      return step;
    }
    const args = parseArgs(definition, step.args);
    if (args instanceof z.ZodError) noteIssues(fields, [...here, 'args'], args.issues);
    else checkArms(fields, here, { step, wanted: definition.armCount(step.args) });
    const arms = step.arms?.map((arm, n) =>
      parseSteps(arm, registry, { fields, path: [...here, 'arms', n] }),
    );
    return {
      id: step.id,
      key: step.key,
      args: args instanceof z.ZodError ? step.args : args,
      ...(arms && { arms }),
    };
  });
};

const checkIds = (fields: Fields, steps: readonly Step[]): void => {
  if (allSteps(steps).length > mostSteps) fields['steps'] ??= `must be ${mostSteps} steps at most`;
  const seen = new Set<string>();
  for (const { id } of allSteps(steps)) {
    if (seen.has(id)) fields['steps'] ??= `two steps are called ${id}`;
    seen.add(id);
  }
};

const invalid = (fields: Fields): EncoreError => new EncoreError('program_invalid', { fields });

/**
 * From anything to a program that the engine can walk to its end. Throws `program_invalid`; its `fields` map the dotted
 * path of each fault to a sentence.
 */
export const parseProgram = (input: unknown, registry: StepRegistry): FlowProgram => {
  const fields: Fields = {};
  const fault = faultOfJson(input, bounds);
  if (fault !== undefined) throw invalid({ [fault.path.join('.')]: fault.message });
  const shape = programShape.safeParse(input);
  if (!shape.success) {
    noteIssues(fields, [], shape.error.issues);
    throw invalid(fields);
  }
  const steps = parseSteps(shape.data.steps, registry, { fields, path: ['steps'] });
  checkIds(fields, steps);
  if (Object.keys(fields).length > 0) throw invalid(fields);
  return { ...shape.data, steps };
};
