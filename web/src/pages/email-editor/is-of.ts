/** Whether a field's value is one of those that are there. */
export const isOf =
  <Value extends string>(values: readonly Value[]) =>
  (value: string): value is Value =>
    values.some((each) => each === value);
