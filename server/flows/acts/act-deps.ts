import type { Enrollment } from '../../engine/enrollment.ts';
import type { EnrollmentId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { EffectsRepository } from './effects.repository.ts';

export interface ActDeps {
  readonly effects: Pick<EffectsRepository, 'begin' | 'end'>;
  /** Read when it is called: what was closed or moved in the meantime is left alone. */
  readonly enrollments: { findMany(ids: readonly EnrollmentId[]): Promise<readonly Enrollment[]> };
  readonly flows: Pick<FlowRepository, 'find'>;
  readonly logger: Logger;
}
