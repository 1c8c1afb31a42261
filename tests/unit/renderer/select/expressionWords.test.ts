import { describe, expect, it } from 'vitest';
import { nameBefore, toWords } from '#renderer/components/select/expressionWords.ts';

const known = {
  functions: new Set(['mean', 'shift']),
  columns: new Set(['close', 'open']),
  sets: new Set(['alpha158']),
};
const kinds = (text: string) =>
  toWords(text, known)
    .filter(({ text: piece }) => piece.trim() !== '')
    .map(({ text: piece, kind }) => `${piece}:${kind}`);

describe('toWords', () => {
  it('names functions, columns of any lag, numbers and sets', () => {
    expect(kinds('close_0/mean(close, 5.5)')).toEqual([
      'close_0:column',
      '/:other',
      'mean:function',
      '(:other',
      'close:column',
      ',:other',
      '5.5:number',
      '):other',
    ]);
    expect(kinds('@alpha158 @nothing')).toEqual(['@alpha158:set', '@nothing:other']);
  });

  it('ends a comment with its line', () => {
    expect(kinds('# mean(close)\nopen')).toEqual(['# mean(close):comment', 'open:column']);
  });

  it.each(['', ' \n\t', '价格 + 1', 'a🙂b((', '1e-3*close_', '@', '##'])(
    'loses nothing of %j',
    (text) => {
      expect(
        toWords(text, known)
          .map((word) => word.text)
          .join(''),
      ).toBe(text);
    },
  );
});

describe('nameBefore', () => {
  it('is the name that ends at the caret', () => {
    expect(nameBefore('close / me', 10)).toEqual({ from: 8, name: 'me' });
    expect(nameBefore('close / me', 3)).toEqual({ from: 0, name: 'clo' });
    expect(nameBefore('@al', 3)).toEqual({ from: 0, name: '@al' });
  });

  it('is none after a number, an operator or nothing', () => {
    expect(nameBefore('close / ', 8)).toBeNull();
    expect(nameBefore('12', 2)).toBeNull();
    expect(nameBefore('', 0)).toBeNull();
  });
});
