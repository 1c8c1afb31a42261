/** Equally filled bins of a column. */
const BINS = 10;

/**
 * Mutual information in nats between two columns of one length, each in ten equally filled bins; values
 * that come in at most ten kinds, such as classes, are their own bins. Equal values share a bin.
 * I(X; Y) = Σ p(x, y) · ln(p(x, y) / (p(x) · p(y))), Cover & Thomas 1991, section 2.3.
 */
export function mutualInformation(a: Float64Array, b: Float64Array): number {
  const [binsA, binsB] = [toBins(a), toBins(b)];
  const joint = new Float64Array(BINS * BINS);
  const [ofA, ofB] = [new Float64Array(BINS), new Float64Array(BINS)];
  const share = 1 / a.length;
  for (let i = 0; i < a.length; i++) {
    joint[binsA[i] * BINS + binsB[i]] += share;
    ofA[binsA[i]] += share;
    ofB[binsB[i]] += share;
  }
  let information = 0;
  joint.forEach((p, at) => {
    if (p > 0) information += p * Math.log(p / (ofA[Math.floor(at / BINS)] * ofB[at % BINS]));
  });
  return Math.max(0, information);
}

function toBins(values: Float64Array): Uint8Array {
  const sorted = values.slice().sort();
  const kinds = new Set<number>();
  for (let i = 0; i < sorted.length && kinds.size <= BINS; i++) kinds.add(sorted[i]);
  // Upper ends of the bins but the last one.
  const ends =
    kinds.size <= BINS
      ? [...kinds].slice(0, -1)
      : Array.from(
          { length: BINS - 1 },
          (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / BINS) - 1],
        );
  return Uint8Array.from(values, (value) => {
    let bin = 0;
    while (bin < ends.length && value > ends[bin]) bin++;
    return bin;
  });
}
