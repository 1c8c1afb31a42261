import { createRandom } from '#main/lib/random.ts';
import type { TreeSamples } from '#main/model/trees/samples.ts';
import { trainTrees } from '#main/model/trees/trainTrees.ts';
import { treeSettingsSchema } from '#shared/trees.ts';
import type { TreeLoss } from '#shared/trees.ts';

interface Case {
  count: number;
  width: number;
  loss: TreeLoss;
}

const CASES: Readonly<Record<string, Case>> = {
  fold: { count: 600, width: 46, loss: 'crossEntropy' },
  windows: { count: 600, width: 460, loss: 'crossEntropy' },
  years: { count: 20_000, width: 46, loss: 'crossEntropy' },
  panel: { count: 100_000, width: 46, loss: 'crossEntropy' },
  returns: { count: 100_000, width: 46, loss: 'squaredError' },
  ranking: { count: 60_000, width: 46, loss: 'ranking' },
};

/** Rows of one date where dates are ranked. */
const DATE_ROWS = 60;

function makeSamples({ count, width, loss }: Case): TreeSamples {
  const random = createRandom(1);
  const x = Float32Array.from({ length: count * width }, () => random.normal());
  const y = Float32Array.from({ length: count }, (_, i) => {
    const [a, b, c] = x.subarray(i * width, i * width + 3);
    const signal = a * b + Math.sin(c) + 0.5 * random.normal();
    return loss === 'crossEntropy' ? Number(signal > 0) : signal;
  });
  const groups = Int32Array.from({ length: count / DATE_ROWS + 1 }, (_, i) => i * DATE_ROWS);
  return loss === 'ranking' ? { x, y, count, width, groups } : { x, y, count, width };
}

/**
 * One training of 100 trees on random rows, binning included: seconds of the wall clock and of the
 * processor. tests/fixtures/trees/make_sklearn.py --time prints the peer's at the same sizes.
 */
export async function benchTrees(
  names: readonly string[] = Object.keys(CASES),
): Promise<Record<string, number | string>> {
  const figures: Record<string, number | string> = {};
  for (const name of names) {
    const { count, width, loss } = CASES[name];
    const train = makeSamples(CASES[name]);
    const settings = treeSettingsSchema.parse({});
    const [wall, processor] = [performance.now(), process.cpuUsage()];
    await trainTrees({ loss, train, valid: null, settings, seed: 1 });
    const used = process.cpuUsage(processor);
    figures[`${name}Rows`] = `${count} × ${width}, ${loss}`;
    figures[`${name}Seconds`] = Number(((performance.now() - wall) / 1e3).toFixed(3));
    figures[`${name}ProcessorSeconds`] = Number(((used.user + used.system) / 1e6).toFixed(3));
  }
  return figures;
}

if (import.meta.main) {
  const names = process.argv.slice(2);
  console.log(await benchTrees(names.length > 0 ? names : undefined));
}
