export const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;
export type Unit = (typeof units)[number];

export interface DurationParts {
  readonly count: number;
  readonly unit: Unit;
}

const written: Readonly<Record<Unit, (count: number) => string>> = {
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count}W`,
  months: (count) => `P${count}M`,
};

const shapes: Readonly<Record<Unit, RegExp>> = {
  minutes: /^PT(\d+)M$/,
  hours: /^PT(\d+)H$/,
  days: /^P(\d+)D$/,
  weeks: /^P(\d+)W$/,
  months: /^P(\d+)M$/,
};

export const toIso = ({ count, unit }: DurationParts): string => written[unit](count);

/** Undefined for one that one number with one unit can't say, such as `P5M15D`. */
export const toParts = (iso: string): DurationParts | undefined => {
  for (const unit of units) {
    const count = shapes[unit].exec(iso)?.[1];
    if (count !== undefined) return { count: Number(count), unit };
  }
  return undefined;
};
