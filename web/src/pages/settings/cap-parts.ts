export const capUnits = ['days', 'hours'] as const;

interface CapParts {
  readonly many: number;
  readonly unit: (typeof capUnits)[number];
}

/** `P7D` or `PT24H`, as the limit on emails is written: a number and one of two units. */
export const toCap = (within: string): CapParts => ({
  many: Number.parseInt(within.replace(/^PT?/, ''), 10),
  unit: within.startsWith('PT') ? 'hours' : 'days',
});

export const toWithin = ({ many, unit }: CapParts): string => (unit === 'hours' ? `PT${many}H` : `P${many}D`);
