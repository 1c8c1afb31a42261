import ts from 'typescript';
import { scriptOf } from './sourceFiles.ts';
import type { Finding, SourceFile } from './sourceFiles.ts';

interface WordRule {
  not: RegExp;
  say: string;
  /** Where the word has a meaning of its own. */
  except?: RegExp;
}

/** One word per thing; the words are those of docs/ARCHITECTURE.md. */
const RULES: readonly WordRule[] = [
  // The chart is called K-line, ECharts calls its series a candlestick, a source its endpoint kline.
  {
    not: /^(candles?|candlestick|kline)$/,
    say: 'bar',
    except: /^(src|tests\/unit)\/renderer\/|^(bench|tests\/(e2e|integration))\//,
  },
  { not: /^tickers?$/, say: 'symbol' },
  {
    not: /^(stocks?|security|securities)$/,
    say: 'instrument',
    except: /^src\/(main\/download|renderer)\//,
  },
  {
    not: /^(qfq|hfq)$/,
    say: 'adjust: forward or backward',
    except: /^(src\/main|tests\/unit)\/download\/|^tests\/integration\//,
  },
  { not: /^deals?$/, say: 'fill or trade' },
  { not: /^nav$/, say: 'equity', except: /^src\/renderer\// },
];

/** Words of a camelCase or snake_case name, in lower case. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Identifiers that use another word than the house's; names in snake_case are somebody else's. */
export function checkWords(file: SourceFile): Finding[] {
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      for (const rule of brokenBy(node.text, file.path)) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        findings.push({ path: file.path, line, problem: `${node.text}: say ${rule.say}` });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
}

const brokenBy = (name: string, path: string): WordRule[] =>
  RULES.filter(
    (rule) =>
      !name.includes('_') &&
      !rule.except?.test(path) &&
      wordsOf(name).some((word) => rule.not.test(word)),
  );

/** Left-over work without a reason, and paths of somebody's machine. */
export function checkText({ path, text }: SourceFile): Finding[] {
  return text.split('\n').flatMap((content, i) => {
    const line = i + 1;
    const findings: Finding[] = [];
    if (/\b(TODO|FIXME|XXX)\b(?!: \S+ \S+)/.test(content)) {
      findings.push({ path, line, problem: 'says what is left to do without saying why' });
    }
    if (/(^|[^\w.])(\/(work|root|Users)\/\w|\/home\/\w|[A-Z]:\\\\?Users\\)/.test(content)) {
      findings.push({ path, line, problem: 'names a path of one machine' });
    }
    return findings;
  });
}
