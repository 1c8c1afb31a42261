import { describe, expect, it } from 'vitest';
import { listed, readSources } from './sourceFiles.ts';
import { checkText, checkWords, wordsOf } from './words.ts';

const code = readSources('{src,tests,scripts,bench}/**/*.ts', 'src/**/*.vue').filter(
  // These files name what they forbid.
  ({ path }) => !path.startsWith('tests/architecture/'),
);
const texts = [...code, ...readSources('*.md', 'docs/**/*.md', 'resources/*.json', '.ci/*')];
const wordProblems = (path: string, text: string): string[] =>
  checkWords({ path, text }).map(({ problem }) => problem);
const textProblems = (text: string): string[] =>
  checkText({ path: 'a.ts', text }).map(({ problem }) => problem);

describe('the project', () => {
  it('has one word per thing', () => {
    expect(listed(code.flatMap(checkWords))).toEqual([]);
  });

  it('leaves no unexplained work and no path of one machine behind', () => {
    expect(listed(texts.flatMap(checkText))).toEqual([]);
  });
});

describe('the word check', () => {
  it('splits names into words', () => {
    expect(wordsOf('parseHTTPReply2_ofDay')).toEqual(['parse', 'http', 'reply2', 'of', 'day']);
  });

  it('refuses other words in identifiers, types and members, not in text and comments', () => {
    const text = `interface CandleRow { ticker: string }\nconst qfqClose = 1; // candle\nconst a = 'kline';`;
    expect(wordProblems('src/main/store/a.ts', text)).toEqual([
      'CandleRow: say bar',
      'ticker: say symbol',
      'qfqClose: say adjust: forward or backward',
    ]);
  });

  it('allows a word where it has a meaning of its own', () => {
    expect(wordProblems('src/renderer/charts/a.ts', 'const klineOption = 1;')).toEqual([]);
    expect(wordProblems('src/main/download/a.ts', 'const hfqFactor = 1;')).toEqual([]);
  });

  it('does not take part of a word for the word', () => {
    expect(wordProblems('src/main/jobs/a.ts', 'const navigate = idealStockpile;')).toEqual([]);
  });
});

describe('the text check', () => {
  it.each(['// TODO', '// TODO: later', 'see /home/anna/bars', 'cd /root/x', 'C:\\Users\\anna'])(
    'refuses %s',
    (text) => {
      expect(textProblems(text)).toHaveLength(1);
    },
  );

  it.each([
    '// TODO: drop when the exchange publishes the list',
    'https://example.com/home/page',
    '../work/a.ts',
  ])('allows %s', (text) => {
    expect(textProblems(text)).toEqual([]);
  });
});
