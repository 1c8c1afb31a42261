import { assert } from '#main/lib/assert.ts';
import { asTheyAre } from './arrange.ts';
import { chain } from './layers.ts';
import type { LayerContext, Pass } from './layers.ts';
import type { Kernels, Value } from './kernels.ts';
import type { Network, WeightSpec } from './network.ts';

/** One layer of a list, its sizes settled. */
export interface Layer {
  weights: readonly WeightSpec[];
  /** Of one sample's output: time × channels, or channels alone. */
  shape: readonly number[];
  /**
   * How the layer wants its input: arithmetic without weights, which the first layer of a list has
   * done once for the whole data set.
   */
  arrange?: (k: Kernels, x: Value) => Pass;
  /** The dimension of the arranged input that runs over samples; 0 where nothing is said. */
  sampleAxis?: number;
  forward: (context: LayerContext, x: Value) => Pass;
}

/** A layer before it knows its place: the shape of one sample's input and the name of its weights. */
export type LayerMaker = (shape: readonly number[], name: string) => Layer;

/** A network as a list of layers, from windows of `time` × `width` to one number each. */
export function createSequential(
  time: number,
  width: number,
  dropoutRate: number,
  makers: readonly LayerMaker[],
): Network {
  const layers: Layer[] = [];
  for (const make of makers) {
    layers.push(make(layers.at(-1)?.shape ?? [time, width], `layer${layers.length}`));
  }
  const [first, ...others] = layers;
  const last = layers.at(-1)?.shape;
  assert(last?.length === 1 && last[0] === 1, 'a list of layers that ends in one number');
  const pass = (context: LayerContext, { arrange, forward }: Layer, x: Value): Pass =>
    arrange
      ? chain(
          x,
          (at) => arrange(context.k, at),
          (at) => forward(context, at),
        )
      : forward(context, x);
  return {
    weights: layers.flatMap(({ weights }) => weights),
    dropoutRate,
    sampleAxis: first.sampleAxis ?? 0,
    arrange: first.arrange ?? asTheyAre,
    forward: (context, x) =>
      chain(
        x,
        (at) => first.forward(context, at),
        ...others.map((layer) => (at: Value) => pass(context, layer, at)),
      ),
  };
}
