import type { ErasedPerson } from '../../shop/personal-fields.ts';
import { minutesLater } from './build-facts.ts';

export const buildErased = (changes: Partial<ErasedPerson> = {}): ErasedPerson => ({
  contacts: [],
  addresses: [],
  customerIds: [],
  phones: [],
  digests: [],
  orderIds: [],
  at: minutesLater(60),
  ...changes,
});
