import { asEnrollmentId } from '../lib/brand.ts';
import type { EnrollmentId } from '../lib/brand.ts';
import { digest } from '../lib/digest.ts';
import type { EnrollmentKey } from './enrollment.ts';

export const enrollmentIdOf = ({ shop, flow, contact, about, occurrence }: EnrollmentKey): EnrollmentId =>
  asEnrollmentId(digest(shop, flow, contact, about, occurrence));
