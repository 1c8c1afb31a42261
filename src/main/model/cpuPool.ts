type Sizes = readonly [batch: number, time: number, channels: number];

/** batch × time × channels → the largest of every `size` bars. */
export function poolForward(
  a: Float32Array,
  [batch, time, channels]: Sizes,
  size: number,
): Float32Array {
  const pools = Math.floor(time / size);
  const out = new Float32Array(batch * pools * channels).fill(-Infinity);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < pools * size; t++) {
      const from = (b * time + t) * channels;
      const to = (b * pools + Math.floor(t / size)) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = Math.max(out[to + c], a[from + c]);
    }
  }
  return out;
}

interface PoolParts {
  gradient: Float32Array;
  a: Float32Array;
  output: Float32Array;
}

/** Each gradient to the first bar that was the largest of its pool. */
export function poolBackward(
  { gradient, a, output }: PoolParts,
  [batch, time, channels]: Sizes,
  size: number,
): Float32Array {
  const pools = Math.floor(time / size);
  const out = new Float32Array(a.length);
  for (let pool = 0; pool < batch * pools; pool++) {
    const first = Math.floor(pool / pools) * time + (pool % pools) * size;
    for (let c = 0; c < channels; c++) {
      const at = pool * channels + c;
      let bar = 0;
      while (bar < size - 1 && a[(first + bar) * channels + c] !== output[at]) bar++;
      out[(first + bar) * channels + c] = gradient[at];
    }
  }
  return out;
}
