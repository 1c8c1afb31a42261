import { describe, expect, it } from 'vitest';
import { analyseExpression } from '#main/features/expression/analyse.ts';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import { createRandom } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { AppError } from '#shared/errors.ts';
import { lawPanel } from '#tests/fixtures/lawPanel.ts';

const MUTATIONS = 10_000;

const LABEL = [
  'shift(close, -5) / shift(open, -1)-1',
  'clip(label, all_quantile(label, 0.01), all_quantile(label, 0.99))',
  'where(shift(high, -1) == shift(low, -1), NaN, label) # 注释',
].join('\n');

const panel = lawPanel(30);
const COLUMNS = ['open', 'high', 'low', 'close', 'volume', 'amount', 'vwap'];

const SEEDS = [
  LABEL,
  'up = (close > open) & ~(volume < mean(volume, 20)) or not high == low\nif(up, -2**3, power(close_5, .5))',
  ...Object.values(FACTOR_SETS).flatMap(({ factors }) =>
    factors.flatMap(({ expression }) => expression ?? []),
  ),
];
const PIECES = [
  ...'()+-*/<>=&|~,;.#$_ \n\t0123456789eE'.split(''),
  ...[
    '**',
    '==',
    'NaN',
    'label',
    'close',
    'mean(',
    'shift(',
    '1e999',
    '\u0000',
    '\ud800',
    '涨',
    '𝒙',
  ],
  ...['\uff08', 'constructor', '__proto__', 'toString', '-'.repeat(150), '('.repeat(150), 'not '],
];

const WORDS = [
  'close',
  'volume',
  'label',
  'mean',
  'rank',
  'shift',
  'where',
  '0',
  '1',
  '5',
  '-3',
  '.5',
];

/** One to four changes: a word for another, or something put in, taken out, doubled or replaced. */
function mutate(text: string, random: Random): string {
  let mutated = text;
  for (let change = random.below(4); change >= 0; change--) {
    mutated = random.next() < 0.6 ? swapWord(mutated, random) : spoil(mutated, random);
  }
  return mutated;
}

function swapWord(text: string, random: Random): string {
  const words = [...text.matchAll(/[a-z_]+|[\d.]+/g)];
  if (words.length === 0) return text;
  const { 0: word, index } = words[random.below(words.length)];
  return text.slice(0, index) + WORDS[random.below(WORDS.length)] + text.slice(index + word.length);
}

function spoil(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.below(12));
  const piece = PIECES[random.below(PIECES.length)];
  const part = text.slice(at, end);
  const choices = [piece, '', part + part, piece + part, part + SEEDS[random.below(SEEDS.length)]];
  return text.slice(0, at) + choices[random.below(choices.length)] + text.slice(end);
}

describe('mutated expressions', () => {
  it(`are computed, or refused with the place of the mistake: ${MUTATIONS} of them`, () => {
    const random = createRandom(20260105);
    const outcomes = { read: 0, refused: 0 };
    const strange: unknown[] = [];
    for (let i = 0; i < MUTATIONS; i++) {
      const text = mutate(SEEDS[random.below(SEEDS.length)], random);
      try {
        const expression = parseExpression(text, COLUMNS);
        analyseExpression(expression);
        evaluateExpressions([expression], panel);
        outcomes.read++;
      } catch (thrown) {
        outcomes.refused++;
        if (!isWellPlaced(thrown, text)) strange.push({ text, thrown });
      }
    }
    expect(strange).toEqual([]);
    expect(outcomes.read).toBeGreaterThan(800);
    expect(outcomes.refused).toBeGreaterThan(5000);
  });
});

function isWellPlaced(thrown: unknown, text: string): boolean {
  if (!(thrown instanceof AppError) || thrown.code !== 'INVALID_INPUT') return false;
  const { position, length } = thrown.details ?? {};
  return (
    typeof position === 'number' &&
    typeof length === 'number' &&
    position >= 0 &&
    length >= 0 &&
    position + length <= text.length
  );
}
