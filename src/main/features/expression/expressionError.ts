import { AppError } from '#shared/errors.ts';
import type { ExpressionFault } from '#shared/selectionContract.ts';
import type { Place } from './node.ts';

/**
 * INVALID_INPUT that points into the text. Details: `position` and `length` in UTF-16 units, `line` and
 * `column` from 1, `fault`, and `suggestion`: a name or a form to write there, or null.
 */
export function expressionError(
  text: string,
  fault: ExpressionFault,
  place: Place,
  problem: string,
  suggestion: string | null = null,
): AppError {
  const before = text.slice(0, place.position).split('\n');
  const line = before.length;
  const column = before[line - 1].length + 1;
  const advice = suggestion === null ? '' : `; write ${suggestion}`;
  return new AppError('INVALID_INPUT', `line ${line}, column ${column}: ${problem}${advice}`, {
    fault,
    position: place.position,
    length: place.length,
    line,
    column,
    suggestion,
  });
}
