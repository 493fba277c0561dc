import ts from 'typescript';
import { isTest } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

const longestFile = 300;
const longestFunction = 60;

const castsAllowed = 'server/lib/brand.ts';
const clockAllowed = 'server/lib/clock.ts';

const isCast = (node: ts.Node, source: ts.SourceFile): boolean =>
  ts.isTypeAssertionExpression(node) || (ts.isAsExpression(node) && node.type.getText(source) !== 'const');

const isPlainThrow = (node: ts.Node, source: ts.SourceFile): boolean =>
  ts.isThrowStatement(node) && /^new Error\b/.test(node.expression.getText(source));

const readsWallClock = (node: ts.Node, source: ts.SourceFile): boolean =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
  /^(Date\.now\(\)|new Date(\(\))?|performance\.now\(\))$/.test(node.getText(source));

const linesOf = (node: ts.Node, source: ts.SourceFile): number =>
  source.getLineAndCharacterOfPosition(node.end).line -
  source.getLineAndCharacterOfPosition(node.getStart(source)).line +
  1;

const isDefaultExport = (node: ts.Node): boolean =>
  ts.isExportAssignment(node) ||
  (ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true);

type Rule = (node: ts.Node, source: ts.SourceFile, path: string) => boolean;

const rules: Readonly<Record<string, Rule>> = {
  any: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  cast: (node, source, path) => path !== castsAllowed && isCast(node, source),
  'non-null !': (node) => ts.isNonNullExpression(node),
  // Shopify starts an extension of the admin by its default export.
  'default export': (node, _source, path) =>
    !path.endsWith('.config.ts') &&
    !path.endsWith('customer-timeline/src/index.tsx') &&
    isDefaultExport(node),
  'function too long': (node, source, path) =>
    !isTest(path) && ts.isFunctionLike(node) && 'body' in node && linesOf(node, source) > longestFunction,
  'plain Error thrown': (node, source, path) =>
    path.startsWith('server/') && !isTest(path) && isPlainThrow(node, source),
  'wall clock': (node, source, path) =>
    /^(server|jobs)\//.test(path) && path !== clockAllowed && !isTest(path) && readsWallClock(node, source),
};

const suppression = /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-disable/;

/** What house style forbids in one file, as `path:line: rule`. */
export const codeProblems = ({ path, text }: SourceFile): readonly string[] => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const [name, breaks] of Object.entries(rules)) {
      if (!breaks(node, source, path)) continue;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      problems.push(`${path}:${line + 1}: ${name}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.split('\n');
  if (lines.length > longestFile + 1) problems.push(`${path}: ${lines.length} lines`);
  if (!isTest(path) && suppression.test(text)) problems.push(`${path}: a check is switched off`);
  return problems;
};

const foreign = new Set(['shopify', 'woocommerce', 'cart', 'carts', 'order', 'orders']);

/** Words of `text`, camelCase taken apart, that a shop-blind engine doesn't know. */
export const foreignWords = (text: string): readonly string[] =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => foreign.has(word));
