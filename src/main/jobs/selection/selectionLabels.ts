import type { LabelColumns } from '#main/dataset/panel/panelLabels.ts';
import type { PanelSplit } from '#main/dataset/panel/panelSplit.ts';
import { evaluateExpressions } from '#main/features/expression/evaluate.ts';
import type { Expression } from '#main/features/expression/node.ts';
import { parseExpression } from '#main/features/expression/program.ts';
import type { Panel } from '#main/features/panel.ts';
import { AppError } from '#shared/errors.ts';
import type { SelectionSettings } from '#shared/selectionSettings.ts';
import { truncatePanel, widenColumn } from './selectionPanel.ts';
import { takeTurn } from '../takeTurn.ts';

export interface LabelProgram {
  label: Expression;
  /** What the program starts from, before later lines clip or drop it. */
  outcome: Expression;
}

/** @throws INVALID_INPUT with the place of the fault */
export function parseLabel(text: string): LabelProgram {
  return { label: parseExpression(text), outcome: parseOutcome(text) };
}

/** The program up to its first line that is no assignment. */
function parseOutcome(text: string): Expression {
  const lines = text.split(/\n|;/);
  for (let count = 1; count < lines.length; count++) {
    if (/^\s*(#.*)?$|^\s*\w+\s*=(?!=)/.test(lines[count - 1])) continue;
    try {
      return parseExpression(lines.slice(0, count).join('\n'));
    } catch (thrown) {
      // A line that goes on in the next one.
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }
  return parseExpression(text);
}

/**
 * The label of each part, evaluated on a panel that ends with it: no label knows what lies behind its part,
 * whatever the program says. Quantiles over all dates are those of the training part everywhere.
 * @param learnt the panel as far as training and validation may know it
 */
export async function evaluateLabels(
  { label }: LabelProgram,
  panel: Panel,
  learnt: Panel,
  { trainTo, testFrom }: PanelSplit,
  signal?: AbortSignal,
): Promise<LabelColumns> {
  const fit = { from: 0, to: trainTo };
  const until = async (length: number): Promise<Float64Array> => {
    await takeTurn(signal);
    const [column] = evaluateExpressions([label], truncatePanel(learnt, length), { fit });
    return widenColumn(column, length, panel);
  };
  const train = await until(trainTo);
  const valid = await until(testFrom);
  await takeTurn(signal);
  const [test] = evaluateExpressions([label], panel, { fit });
  return { train, valid, test };
}

/**
 * The return that a score speaks of, on every bar: the program's first line (of a price: that price / close
 * − 1), NaN where the label was dropped or is not known yet.
 */
export function evaluateOutcomes(
  { outcome }: LabelProgram,
  panel: Panel,
  label: Float64Array,
  target: SelectionSettings['target'],
): Float64Array {
  const [raw] = evaluateExpressions([outcome], panel, {});
  const { close } = panel.columns;
  return raw.map((value, at) => {
    const change = target === 'price' ? value / close[at] - 1 : value;
    return Number.isFinite(label[at]) && Number.isFinite(change) ? change : NaN;
  });
}
