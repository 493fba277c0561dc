import type { FlowId, ShopId } from '../lib/brand.ts';
import type { FlowProgram } from '../engine/program.ts';

export const flowStatuses = ['draft', 'live', 'paused', 'finishing', 'archived'] as const;
/** `finishing`: nobody enters any more, whoever is inside goes on to the end. */
export type FlowStatus = (typeof flowStatuses)[number];

export interface Flow {
  readonly shop: ShopId;
  readonly id: FlowId;
  readonly kind: string;
  readonly title: string;
  readonly status: FlowStatus;
  /** The version that new enrollments pin. */
  readonly version: number;
  /** Rises with every change of this document; a writer names the one it has seen. */
  readonly rev: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When it was last switched on; what happened before begins nothing in it. Absent: since it was made. */
  readonly liveSince?: Date | undefined;
}

export interface FlowVersion {
  readonly shop: ShopId;
  readonly flow: FlowId;
  readonly version: number;
  readonly program: FlowProgram;
  readonly createdAt: Date;
}
