import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-files.ts';

export interface Import {
  readonly from: string;
  /** A path from the root for relative imports, else the package's name. */
  readonly to: string;
  readonly isType: boolean;
}

const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const specifierOf = (node: ts.Node): ts.Expression | undefined => {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isDynamic ? node.arguments[0] : undefined;
};

const isTypeOnly = (node: ts.Node): boolean => {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
};

export const importsOf = ({ path, text }: SourceFile): readonly Import[] => {
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const isRelative = specifier.text.startsWith('.');
      const to = isRelative ? posix.join(posix.dirname(path), specifier.text) : packageOf(specifier.text);
      found.push({ from: path, to, isType: isTypeOnly(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
};
