import { drawInputs, fitCloud, percentilesFrom } from '#main/dataset/inputCloud.ts';
import type { InputCloud } from '#main/dataset/inputCloud.ts';
import type { SampleStream } from '#main/dataset/panel/panelSamples.ts';
import { deriveSeed } from '#main/lib/random.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import { takeTurn } from '../takeTurn.ts';
import { partsOf } from './selectionWindows.ts';
import type { SelectionInputs } from './selectionWindows.ts';

/** Values that are cut out of the rows at a time: 16 MiB. */
const MOST_VALUES = 4 * 2 ** 20;
/** Training windows that suffice for a percentile to the hundredth. */
const ENOUGH_WINDOWS = 10_000;
const FEWEST_WINDOWS = 500;

/**
 * How far each test window lies from the training windows of the whole run, as the share of those that lie
 * nearer to their middle. Of many windows some are drawn by the seed, so that it never costs much beside the
 * training. Validation, test part and labels have no say.
 */
export async function testDistances(
  inputs: SelectionInputs,
  { settings, seed }: SelectionConfig,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { train, test } = partsOf(inputs, settings);
  const size = test.lookback * test.width;
  const cloud = cloudOf(train, size, deriveSeed(seed, 'distance'));
  const found = new Float32Array(test.count);
  const chunk = Math.max(1, Math.floor(MOST_VALUES / size));
  for (let from = 0; from < test.count; from += chunk) {
    await takeTurn(signal);
    const count = Math.min(chunk, test.count - from);
    const x = test.read(Int32Array.from({ length: count }, (_, i) => from + i));
    found.set(percentilesFrom(cloud, x, count), from);
  }
  return found;
}

function cloudOf(train: SampleStream, size: number, seed: number): InputCloud {
  const affordable = Math.max(FEWEST_WINDOWS, Math.floor((4 * MOST_VALUES) / size));
  const drawn = drawInputs(train.count, Math.min(ENOUGH_WINDOWS, affordable), seed);
  return fitCloud(train.read(drawn), drawn.length, size);
}
