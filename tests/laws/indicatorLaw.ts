import type { IndicatorSpec } from '#main/features/indicators/spec.ts';
import type { BarColumns } from '#shared/domain.ts';
import { pickBars } from '#main/market/columns.ts';

const firstBars = (bars: BarColumns, count: number): BarColumns =>
  pickBars(
    bars,
    Int32Array.from({ length: count }, (_, i) => i),
  );

/** What an indicator does wrong on these bars, one line each; empty when it keeps every law. */
export function findIndicatorViolations(spec: IndicatorSpec, bars: BarColumns): string[] {
  const untouched = firstBars(bars, bars.close.length);
  const columns = spec.compute(bars);
  return [
    ...(sameBars(bars, untouched) ? [] : ['writes to its input']),
    ...shapeViolations(spec, columns, bars.close.length),
    ...causalityViolations(spec, bars, columns),
    ...prefixViolations(spec, bars, columns),
  ];
}

function shapeViolations(spec: IndicatorSpec, columns: Float64Array[], length: number): string[] {
  const found: string[] = [];
  if (columns.length !== spec.outputs.length) return ['returns other columns than it names'];
  columns.forEach((column, j) => {
    const name = spec.outputs[j];
    if (column.length !== length) found.push(`${name} has another length than the bars`);
    if (column.subarray(0, spec.warmup).some((value) => !Number.isNaN(value))) {
      found.push(`${name} has a value while it warms up`);
    }
    if (!column.subarray(spec.warmup).every(Number.isFinite)) {
      found.push(`${name} lacks a value after its warm-up`);
    }
  });
  return found;
}

/** Whatever the last bar becomes, no earlier value may move by a single bit. */
function causalityViolations(
  spec: IndicatorSpec,
  bars: BarColumns,
  columns: Float64Array[],
): string[] {
  const last = bars.close.length - 1;
  const found = new Set<string>();
  for (const factor of [0.01, 0.9, 1.1, 100]) {
    const changed = firstBars(bars, last + 1);
    for (const name of ['open', 'high', 'low', 'close', 'volume', 'amount'] as const) {
      changed[name][last] *= factor;
    }
    spec.compute(changed).forEach((column, j) => {
      if (!sameBits(column, columns[j], last)) found.add(`${spec.outputs[j]} sees the next bar`);
    });
  }
  return [...found];
}

/** The values of the first k bars are the same whether later bars exist or not. */
function prefixViolations(
  spec: IndicatorSpec,
  bars: BarColumns,
  columns: Float64Array[],
): string[] {
  const found = new Set<string>();
  for (let k = 0; k < bars.close.length; k++) {
    spec.compute(firstBars(bars, k)).forEach((column, j) => {
      const isSame = column.length === k && sameBits(column, columns[j], k);
      if (!isSame) found.add(`${spec.outputs[j]} depends on how many bars follow`);
    });
  }
  return [...found];
}

export function sameBits(a: Float64Array, b: Float64Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function sameBars(a: BarColumns, b: BarColumns): boolean {
  return (['open', 'high', 'low', 'close', 'volume', 'amount'] as const).every((name) =>
    sameBits(a[name], b[name], b[name].length),
  );
}
