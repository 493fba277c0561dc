import { z } from 'zod';
import type { JsonObject } from '../lib/json.ts';
import type { Enrollment } from './enrollment.ts';
import type { FlowProgram } from './program.ts';

/** Named facts a step may ask for; the runner loads them for a whole batch before any step decides. */
export type FactName = 'zone' | 'contact' | 'events';

export interface Facts {
  /** IANA zone of the shop. */
  readonly zone: string;
  /** IANA zone of the contact where it is known; comes with `contact`. */
  readonly contactZone?: string | undefined;
  /** Properties of the contact, plain JSON; absent unless asked for. */
  readonly contact?: JsonObject | undefined;
  /** Store events of the contact, oldest first; absent unless asked for. */
  readonly events?:
    | readonly { readonly type: string; readonly at: Date; readonly data: JsonObject }[]
    | undefined;
}

/** What a step says; `decide` is pure, the runner acts on it. */
export type Decision =
  | { readonly kind: 'next'; readonly plannedAt?: Date }
  | { readonly kind: 'arm'; readonly arm: number; readonly plannedAt?: Date }
  /** `reason` says more than that it waits, where there is more to say. */
  | { readonly kind: 'wait-until'; readonly at: Date; readonly reason?: string }
  | { readonly kind: 'defer'; readonly at: Date; readonly reason: string }
  | { readonly kind: 'perform'; readonly effect: string; readonly args: JsonObject }
  | { readonly kind: 'exit'; readonly reason: string }
  | { readonly kind: 'fail'; readonly reason: string };

export interface DecideInput {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
  readonly facts: Facts;
  /** The planned time, unless it is more than five minutes past. */
  readonly now: Date;
}

/** A step is one definition in one file. */
export interface StepDefinition<Args> {
  readonly key: string;
  readonly args: z.ZodType<Args>;
  readonly hasArms: boolean;
  /** How many arms these arguments ask for; two unless told. */
  armCount?(args: Args): number;
  needs(args: Args): readonly FactName[];
  /** Types of events that may end its waiting before its time; none unless told. */
  wakesOn?(args: Args): readonly string[];
  decide(args: Args, input: DecideInput): Decision;
}

/** A definition with its argument type hidden behind its own schema: what a registry holds. */
export interface RegisteredStep {
  readonly key: string;
  readonly hasArms: boolean;
  /** Throws a ZodError when the stored args are not of the step's shape. */
  parse(args: unknown): JsonObject;
  /** Zero for a step without arms. */
  armCount(args: unknown): number;
  needs(args: unknown): readonly FactName[];
  wakesOn(args: unknown): readonly string[];
  decide(args: unknown, input: DecideInput): Decision;
}

const jsonObjectSchema = z.record(z.string(), z.json());

/** Frozen programs hand the same args object in for every enrollment, so each is parsed once. */
const parseOnce = <Args extends object>(schema: z.ZodType<Args>): ((args: unknown) => Args) => {
  const parsed = new WeakMap<object, Args>();
  return (args) => {
    if (typeof args !== 'object' || args === null) return schema.parse(args);
    const known = parsed.get(args);
    if (known !== undefined) return known;
    const fresh = schema.parse(args);
    parsed.set(args, fresh);
    return fresh;
  };
};

export const defineStep = <Args extends object>(definition: StepDefinition<Args>): RegisteredStep => {
  const parse = parseOnce(definition.args);
  return {
    key: definition.key,
    hasArms: definition.hasArms,
    parse: (args) => jsonObjectSchema.parse(parse(args)),
    armCount: (args) => (definition.hasArms ? (definition.armCount?.(parse(args)) ?? 2) : 0),
    needs: (args) => definition.needs(parse(args)),
    wakesOn: (args) => definition.wakesOn?.(parse(args)) ?? [],
    decide: (args, input) => definition.decide(parse(args), input),
  };
};

export type StepRegistry = ReadonlyMap<string, RegisteredStep>;

export const createStepRegistry = (steps: readonly RegisteredStep[]): StepRegistry =>
  new Map(steps.map((step) => [step.key, step]));
