import type { EnrollmentId, FlowId, ShopId } from '../lib/brand.ts';
import type { Enrollment } from './enrollment.ts';
import type { FlowProgram } from './program.ts';
import type { FactName, Facts } from './step.ts';

/** Facts for a batch of one or more shops; the engine stays shop-blind. */
export interface FactPort {
  load(
    enrollments: readonly Enrollment[],
    names: ReadonlySet<FactName>,
  ): Promise<ReadonlyMap<EnrollmentId, Facts>>;
}

/** Frozen flow versions; implementations cache them, they never change. Missing or unreadable ones are absent. */
export interface ProgramPort {
  load(
    versions: readonly { readonly shop: ShopId; readonly flow: FlowId; readonly version: number }[],
  ): Promise<ReadonlyMap<string, FlowProgram>>;
}

/** Flows of different shops may share their ids, so the shop is part of it. */
export const versionKey = (of: {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly version: number;
}): string => `${of.shop}/${of.flow}@${of.version}`;
