import ts from 'typescript';
import { roomOf } from './importRules.ts';
import { scriptOf } from './sourceFiles.ts';
import type { Finding, SourceFile } from './sourceFiles.ts';

const PURE_ROOMS = new Set([
  'lib',
  'market',
  'features',
  'dataset',
  'model',
  'signals',
  'backtest',
  'report',
  'search',
]);

/** Reads of the clock, of chance without a seed, or of the world outside. */
const FORBIDDEN_CALLS = new Set([
  'Math.random',
  'Date.now',
  'Date',
  'performance.now',
  'process.hrtime',
  'process.hrtime.bigint',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'randomUUID',
  'randomBytes',
  'fetch',
  'setTimeout',
  'setInterval',
]);

/** Chance and clock in rooms whose output must follow from their input alone. */
export function checkPurity(file: SourceFile): Finding[] {
  const room = roomOf(file.path);
  if (room === null || !PURE_ROOMS.has(room)) return [];
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const problem = forbidden(node);
    if (problem !== null) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      findings.push({ path: file.path, line, problem: `${room} computes only: ${problem}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

/** `Math.random` may not even be passed on; `new Date()` reads the clock, `new Date(value)` does not. */
function forbidden(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    return (node.arguments?.length ?? 0) === 0 ? 'new Date()' : null;
  }
  if (ts.isPropertyAccessExpression(node)) {
    return FORBIDDEN_CALLS.has(node.getText()) ? node.getText() : null;
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    return FORBIDDEN_CALLS.has(node.expression.text) ? `${node.expression.text}()` : null;
  }
  return null;
}
