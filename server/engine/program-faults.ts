import type { z } from 'zod';

/** Dotted path of each fault → a sentence. */
export type Fields = Record<string, string>;
export type Path = readonly PropertyKey[];

type Issue = z.core.$ZodIssue;

const weightOf = (issues: readonly Issue[]): number => issues.length;

/** Of several shapes the one that nearly fits is what was meant; undefined where it can't be told. */
const nearest = (attempts: readonly (readonly Issue[])[]): readonly Issue[] | undefined => {
  const fewest = Math.min(...attempts.map(weightOf));
  const close = attempts.filter((issues) => weightOf(issues) === fewest);
  return close.length === 1 ? close[0] : undefined;
};

const noteIssue = (fields: Fields, base: Path, issue: Issue): void => {
  const path = [...base, ...issue.path];
  const meant = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined;
  if (meant === undefined) fields[path.join('.')] ??= issue.message;
  else for (const inner of meant) noteIssue(fields, path, inner);
};

/** The first fault of each path. */
export const noteIssues = (fields: Fields, base: Path, issues: readonly Issue[]): void => {
  for (const issue of issues) noteIssue(fields, base, issue);
};
