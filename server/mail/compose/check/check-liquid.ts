import { allowedFilters, allowedTags, textLiquid } from '../liquid/safe-liquid.ts';
import { splitLiquid } from '../liquid/split-liquid.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Variable, Variables } from './variables.ts';

export interface LiquidProblem {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly didYouMean?: string | undefined;
}

export interface TemplateProblem extends LiquidProblem {
  /** Where in the template, e.g. `blocks.2.words`. */
  readonly path: string;
}

type Scope = ReadonlyMap<string, Variable | 'anything'>;

const placeOf = (source: string, index: number): Pick<LiquidProblem, 'line' | 'column'> => {
  const before = source.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** What LiquidJS says of a source it can't parse. */
const parseProblem = (error: unknown): LiquidProblem => {
  const told = error instanceof Error ? error.message : String(error);
  const [, line = '1', column = '1'] = /line:(\d+), col:(\d+)/.exec(told) ?? [];
  const message = told.replace(/, line:\d+, col:\d+.*$/s, '').slice(0, 200);
  const [, filter] = /^undefined filter: (\w+)/.exec(message) ?? [];
  const [, tag] = /^tag "(\w+)" not found/.exec(message) ?? [];
  const meant =
    filter === undefined ? tag && didYouMean(tag, [...allowedTags]) : didYouMean(filter, [...allowedFilters]);
  return { line: Number(line), column: Number(column), message, ...(meant ? { didYouMean: meant } : {}) };
};

const ofLists = new Set(['size', 'first', 'last']);

type Found =
  | { readonly kind: 'known'; readonly variable: Variable | 'anything' }
  | {
      readonly kind: 'unknown';
      readonly name: string;
      readonly among: readonly string[];
      readonly before: string;
    };

const known = (variable: Variable | 'anything'): Found => ({ kind: 'known', variable });

const stepInto = (
  variable: Variable | 'anything',
  name: string | number,
): Variable | 'anything' | undefined => {
  if (variable === 'anything') return variable;
  if (name === 'size') return { kind: 'number' };
  if (variable.kind === 'list')
    return typeof name === 'number' || ofLists.has(name) ? { kind: 'object', has: variable.has } : undefined;
  return variable.kind === 'object' ? variable.has[name] : undefined;
};

const lookUp = (path: readonly (string | number)[], scope: Scope): Found => {
  const [root = '', ...rest] = path;
  let variable = scope.get(String(root));
  if (variable === undefined)
    return { kind: 'unknown', name: String(root), among: [...scope.keys()], before: '' };
  let before = `${root}.`;
  for (const name of rest) {
    const next = stepInto(variable, name);
    if (next === undefined) {
      const among = variable !== 'anything' && 'has' in variable ? Object.keys(variable.has) : [];
      return { kind: 'unknown', name: String(name), among, before };
    }
    variable = next;
    before += `${name}.`;
  }
  return known(variable);
};

const pathOf = (text: string): readonly (string | number)[] =>
  text
    .split(/[.[\]]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

const loop = /^\{%-?\s*for\s+([\w-]+)\s+in\s+([\w.[\]-]+)/;
const assignment = /^\{%-?\s*(?:assign|capture|increment|decrement)\s+([\w-]+)/;
const output = /^\{\{-?\s*([a-zA-Z_][\w.[\]-]*)\s*(?:\|\s*(\w+))?/;

const elementOf = (path: string, scope: Scope): Variable | 'anything' => {
  const found = lookUp(pathOf(path), scope);
  if (found.kind === 'unknown' || found.variable === 'anything') return 'anything';
  return found.variable.kind === 'list' ? { kind: 'object', has: found.variable.has } : 'anything';
};

/** Names that the source brings itself, in their order; what it assigns may be anything. */
const scopeOf = (parts: readonly string[], variables: Variables): Scope => {
  const scope = new Map<string, Variable | 'anything'>(Object.entries(variables));
  for (const part of parts) {
    const [, name, path] = loop.exec(part) ?? [];
    if (name !== undefined && path !== undefined)
      scope.set(name, elementOf(path, scope)).set('forloop', 'anything');
    const [, assigned] = assignment.exec(part) ?? [];
    if (assigned !== undefined) scope.set(assigned, 'anything');
  }
  return scope;
};

const forNumbers = new Set(
  'abs at_least at_most ceil divided_by floor minus modulo plus round times'.split(' '),
);
const forLists = new Set('compact concat join map reverse sort sort_natural sum uniq where'.split(' '));

const misuse = (part: string, scope: Scope): string | undefined => {
  const [, , looped] = loop.exec(part) ?? [];
  const [, printed, filter] = output.exec(part) ?? [];
  const path = looped ?? printed;
  const found = path === undefined ? undefined : lookUp(pathOf(path), scope);
  if (found?.kind !== 'known' || found.variable === 'anything') return undefined;
  const { kind } = found.variable;
  if (looped !== undefined)
    return kind === 'list' ? undefined : `${path} is no list: there is nothing to go through`;
  if (filter === undefined)
    return kind === 'list' || kind === 'object' ? `${path} is no text: print one of its parts` : undefined;
  if (forNumbers.has(filter) && kind !== 'number') return `${filter} needs a number, and ${path} is none`;
  return forLists.has(filter) && kind !== 'list' ? `${filter} needs a list, and ${path} is none` : undefined;
};

const misuses = (parts: readonly string[], source: string, scope: Scope): readonly LiquidProblem[] => {
  let index = 0;
  return parts.flatMap((part) => {
    const message = misuse(part, scope);
    const place = message === undefined ? undefined : placeOf(source, index);
    index += part.length;
    return message === undefined || place === undefined ? [] : [{ ...place, message }];
  });
};

const unknowns = (source: string, scope: Scope): readonly LiquidProblem[] => {
  const { variables } = textLiquid.analyzeSync(textLiquid.parse(source));
  return Object.values(variables)
    .flat()
    .flatMap(({ segments, location }) => {
      const path = segments.filter((each) => typeof each === 'string' || typeof each === 'number');
      const found = lookUp(path, scope);
      if (found.kind === 'known') return [];
      const meant = didYouMean(found.name, found.among);
      return [
        {
          line: location.row,
          column: location.col,
          message: `there is no ${found.before}${found.name} in this mail`,
          ...(meant === undefined ? {} : { didYouMean: `${found.before}${meant}` }),
        },
      ];
    });
};

/** All that is wrong with a source, in its order: it does not parse, or speaks of what this mail does not have. */
export const checkLiquid = (source: string, variables: Variables): readonly LiquidProblem[] => {
  const parts = splitLiquid(source);
  try {
    const scope = scopeOf(parts, variables);
    return [...unknowns(source, scope), ...misuses(parts, source, scope)].toSorted(
      (a, b) => a.line - b.line || a.column - b.column,
    );
  } catch (error) {
    return [parseProblem(error)];
  }
};
