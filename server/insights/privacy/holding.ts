/** One collection, as the register of what is stored tells of it. */
export interface Holding {
  readonly collection: string;
  /** In a merchant's words. */
  readonly what: string;
  /** Which field names a person, and by which of their keys. Absent: nothing in it is about anyone. */
  readonly person?: { readonly field: string; readonly by: PersonKey } | undefined;
  /**
   * `emptied`: the row stays without what makes it personal; `kept`: nothing but digests and ids that lead nowhere;
   * `none`: nothing in it is about anyone.
   */
  readonly redaction: 'deleted' | 'emptied' | 'kept' | 'none';
  /** Where the shop stands; `none`: belongs to no shop. */
  readonly shop: 'shop' | '_id' | 'turn' | 'job' | 'none';
  /** How long, and what ends it. */
  readonly kept: string;
}

/** `contacts`: our own ids; `digests`: of addresses and customer ids; the others hang on the person's enrollments and messages. */
export type PersonKey = 'contacts' | 'digests' | 'enrollments' | 'messages';

export const withTheShop = 'as long as the shop';
