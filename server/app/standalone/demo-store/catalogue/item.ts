export type Family =
  | 'soap'
  | 'bottle'
  | 'jar'
  | 'dropper'
  | 'candle'
  | 'reeds'
  | 'coffee'
  | 'filters'
  | 'dripper'
  | 'mug'
  | 'tin'
  | 'tee'
  | 'socks'
  | 'towel'
  | 'tote'
  | 'razor'
  | 'blades'
  | 'brush'
  | 'camera'
  | 'cap'
  | 'tripod'
  | 'film';

export type Tint = 'sage' | 'clay' | 'sky' | 'sand' | 'plum' | 'ink' | 'honey' | 'rose';

export interface CatalogueItem {
  readonly handle: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly family: Family;
  readonly tint: Tint;
  readonly price: string;
  readonly words: string;
  /** First is the option's name; without variants there is one, "Default Title". */
  readonly option?: readonly [string, ...string[]];
  /** Days one unit lasts, for what runs out. */
  readonly lastsDays?: number;
  /** Bought together, or a while after. */
  readonly goesWith?: readonly string[];
  readonly soldOut?: boolean;
}
