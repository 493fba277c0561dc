/** For the default of a switch over a tagged union: a new member then fails to compile. */
export const assertNever = (value: never): never => {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`);
};
