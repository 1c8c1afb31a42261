import { analyseExpression, refuseLookahead } from '#main/features/expression/analyse.ts';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import { EXPRESSION_FUNCTIONS } from '#main/features/expression/functions.ts';
import { PANEL_COLUMNS, parseExpression } from '#main/features/expression/program.ts';
import { signatureOf } from '#main/features/expression/signature.ts';
import { FACTOR_SETS } from '#main/features/factors/factorSets.ts';
import { fromIsoDate, toIsoDate } from '#main/lib/dates.ts';
import type { Store } from '#main/store/store.ts';
import type { HandlerContext, ParsedInput } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import { EXPRESSION_FAULTS } from '#shared/selectionContract.ts';
import type { FactorCatalogue, FactorCheck, FactorValues } from '#shared/selectionContract.ts';
import { assertSpan } from '../dateSpan.ts';
import { readPanel } from './selectionPanel.ts';

/** What may be written in an expression, and the sets that are shipped. */
export const listFactors = (): FactorCatalogue => ({
  functions: EXPRESSION_FUNCTIONS.map((entry) => ({
    name: entry.name,
    aliases: [...entry.aliases],
    signature: signatureOf(entry),
    ...entry.doc,
  })),
  columns: [...PANEL_COLUMNS],
  sets: Object.entries(FACTOR_SETS).map(([name, { title, factors }]) => ({
    name,
    ...title,
    factors: factors.map((factor) => ({
      name: factor.name,
      expression: factor.expression ?? factor.name,
    })),
  })),
});

/** What is right or wrong with a text while it is typed; faults are an answer, not an error. */
export function checkExpression({ text, isLabel }: ParsedInput<'factor.check'>): FactorCheck {
  try {
    const expression = parseExpression(text);
    if (!isLabel) refuseLookahead(expression);
    const { lookback, lookahead, isCrossSectional } = analyseExpression(expression);
    const finite = (bars: number): number | null => (Number.isFinite(bars) ? bars : null);
    return {
      isValid: true,
      lookback: finite(lookback),
      lookahead: finite(lookahead),
      isCrossSectional,
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'INVALID_INPUT') throw thrown;
    const { fault, position, length, suggestion } = thrown.details ?? {};
    return {
      isValid: false,
      fault: EXPRESSION_FAULTS.find((name) => name === fault) ?? null,
      message: thrown.message,
      position: typeof position === 'number' ? position : 0,
      length: typeof length === 'number' ? length : text.length,
      suggestion: typeof suggestion === 'string' ? suggestion : null,
    };
  }
}

/**
 * Values of an expression on every bar of these symbols, null where there are none; a label program may
 * look ahead here. Functions over the cross-section compare these symbols alone.
 *
 * @throws INVALID_INPUT for a faulty expression, NOT_ENOUGH_HISTORY without any bars
 */
export async function evaluateFactor(
  store: Store,
  { text, symbols, from = '1980-01-01', to = '2999-12-31' }: ParsedInput<'factor.evaluate'>,
  { signal, report }: HandlerContext,
): Promise<FactorValues> {
  assertSpan({ from, to });
  const expression = parseExpression(text);
  const wanted = [...new Set(symbols)];
  const panel = await readPanel(store, {
    symbols: wanted,
    from: fromIsoDate(from),
    to: fromIsoDate(to),
    columns: analyseExpression(expression).columns,
    signal,
    onSymbol: (done) => report({ step: 'evaluate', done, total: wanted.length }),
  });
  if (panel.dates.length === 0) {
    throw new AppError(
      'NOT_ENOUGH_HISTORY',
      `no bars of ${wanted.slice(0, 5).join(', ')} are stored in that span; import or download them first`,
      { symbol: wanted[0], needed: 1, had: 0 },
    );
  }
  const [column] = evaluateExpressions([expression], panel);
  const { length } = panel.dates;
  return {
    text,
    dates: Array.from(panel.dates, toIsoDate),
    columns: wanted.map((symbol, s) => ({
      symbol,
      values: Array.from(column.subarray(s * length, (s + 1) * length), (value) =>
        Number.isFinite(value) ? value : null,
      ),
    })),
  };
}
