import type { ValueKind } from './node.ts';

/**
 * What an argument may be. `series`: any value; `condition`: a comparison or what joins them; the others
 * are numbers fixed in the text: `window`, bars of a window; `lag`, whole bars, negative ones lie ahead;
 * `fraction`, 0 to 1; `number`, any.
 */
export type ParameterKind = 'series' | 'condition' | 'window' | 'lag' | 'fraction' | 'number';

export interface Parameter {
  name: string;
  kind: ParameterKind;
  /** Fewest bars of a window. */
  least?: number;
  /** Used when the argument is left out; only at the end of a signature. */
  fallback?: number;
}

/**
 * Which bars a function reads beside the one it is for, along the bars of the symbol itself:
 * `bar` none; `window` the last n; `lag` the one n bars ago; `past` all before; `date` the same date of
 * every symbol; `panel` every date and symbol, hence the future.
 */
export type Reach = 'bar' | 'window' | 'lag' | 'past' | 'date' | 'panel';

/** One entry of the registry; plain data, so that an editor can list it. */
export interface ExpressionFunction {
  name: string;
  /** Other spellings; all are read without regard to case. */
  aliases: readonly string[];
  parameters: readonly Parameter[];
  returns: ValueKind;
  reach: Reach;
  doc: { zh: string; en: string };
}

/** `mean(x, n)`, as documentation and completion show it. */
export function signatureOf({ name, parameters }: ExpressionFunction): string {
  const shown = parameters.map((parameter) =>
    parameter.fallback === undefined ? parameter.name : `${parameter.name} = ${parameter.fallback}`,
  );
  return `${name}(${shown.join(', ')})`;
}
