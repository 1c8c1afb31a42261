import ts from 'typescript';
import { scriptOf } from './sourceFiles.ts';
import type { SourceFile } from './sourceFiles.ts';

export interface ImportRecord {
  specifier: string;
  line: number;
  /** Gone after compilation. */
  isTypeOnly: boolean;
}

/** Every static import, re-export, `import()`, `require()` and `import type` of a file. */
export function listImports(file: SourceFile): ImportRecord[] {
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true);
  const records: ImportRecord[] = [];
  const add = (node: ts.Node, specifier: ts.Node, isTypeOnly: boolean): void => {
    if (!ts.isStringLiteralLike(specifier)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    records.push({ specifier: specifier.text, line, isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeImport(node));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    }
    if (ts.isCallExpression(node) && node.arguments.length > 0 && isLoader(node.expression)) {
      add(node, node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return records;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    !name &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

const isLoader = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword ||
  (ts.isIdentifier(callee) && callee.text === 'require');
