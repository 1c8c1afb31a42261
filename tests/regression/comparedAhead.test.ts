import { describe, expect, test } from 'vitest';
import { checkFactor } from '#main/features/expression/analyse.ts';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import type { Panel } from '#main/features/panel.ts';
import { failureOf } from '#tests/fixtures/failureOf.ts';

/** Three symbols over four dates; the second is suspended on the second date. */
function panelWith(laterClose: number): Panel {
  const empty = (): Float64Array => new Float64Array(12);
  const close = Float64Array.of(10, 11, 12, 13, 10, NaN, laterClose, 11, 5, 6, 7, 8);
  return {
    dates: Int32Array.of(20240102, 20240103, 20240104, 20240105),
    symbols: ['600000.SH', '600001.SH', '600002.SH'],
    columns: {
      ...{ open: empty(), high: empty(), low: empty(), close },
      ...{ volume: empty(), amount: empty() },
    },
  };
}

describe('a comparison of symbols on bars ahead, shifted back again', () => {
  const text = 'shift(rank(shift(close, -1)), 1)';

  test('tells of a close that comes later where a symbol was suspended', () => {
    const onSecondDate = (later: number): number =>
      evaluateExpressions([parseExpression(text)], panelWith(later))[0][1];
    expect(onSecondDate(50)).not.toBe(onSecondDate(5));
  });

  test.each([text, 'shift(rank(shift(close, 1)), -1)', 'rank(close) + shift(shift(close, -5), 5)'])(
    'is refused as a factor: %s',
    (factor) => {
      const { details, message } = failureOf(() => checkFactor(factor));
      expect(details?.fault).toBe('looksAhead');
      expect(message).toContain('later bars of other symbols');
    },
  );

  test('is taken where nothing is compared', () => {
    expect(checkFactor('shift(shift(close, -5), 5)').root.type).toBe('call');
  });
});
