import type { Connection } from 'mongoose';
import type { ContactId, EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';

/** What the owner's data hangs on: a stranger asks with the very same ids. */
export interface Known {
  readonly contact: ContactId;
  readonly enrollment: EnrollmentId;
  readonly message: MessageId;
  readonly flow: FlowId;
  readonly at: Date;
}

/**
 * `fill`: the owner does it first, so that there is something to find. `read`: the owner finds something, a stranger
 * nothing. `change`: a stranger does it, and nothing of the owner's changes.
 */
type Kind = 'fill' | 'read' | 'change';

/** Of a session, or of a flow in it: what names a shop as its first word. */
type ShopWord = ShopId | { readonly shop: ShopId };

interface CallOf<Args> {
  readonly kind: Kind;
  readonly args: (shop: ShopId, known: Known) => Args;
}

/** A method that doesn't take the shop first has no call: its entry does not compile. */
type Call<Method> = Method extends (first: infer First, ...rest: infer Rest) => unknown
  ? First extends ShopWord
    ? CallOf<[First, ...Rest]>
    : never
  : never;

/** Of every method there is; one that is new does not compile before it is listed. */
export type Calls<Repository, Exempt extends keyof Repository> = {
  readonly [Name in Exclude<keyof Repository, Exempt>]: Call<Repository[Name]>;
};

export interface Entry {
  readonly file: string;
  create(connection: Connection): object;
  readonly calls: ReadonlyMap<string, CallOf<readonly unknown[]>>;
  /** Methods that are no query of one shop's, each with its reason. */
  readonly exempt: Readonly<Record<string, string>>;
}

interface Spec<Repository extends object, Exempt extends keyof Repository> {
  readonly file: string;
  create(connection: Connection): Repository;
  readonly calls: Calls<Repository, Exempt>;
  readonly exempt?: Readonly<Record<Exempt, string>>;
}

const isCall = (value: unknown): value is CallOf<readonly unknown[]> =>
  typeof value === 'object' && value !== null && 'kind' in value && 'args' in value;

export const entry = <Repository extends object, Exempt extends keyof Repository = never>(
  spec: Spec<Repository, Exempt>,
): Entry => ({
  file: spec.file,
  create: (connection) => spec.create(connection),
  calls: new Map(
    Object.entries(spec.calls).flatMap(([name, call]) => (isCall(call) ? [[name, call] as const] : [])),
  ),
  exempt: { ...spec.exempt },
});
