/** Mean binary cross-entropy of logits, in the form that does not overflow. */
export function crossEntropy(logits: Float32Array, labels: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const z = logits[i];
    sum += Math.max(z, 0) - z * labels[i] + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum / logits.length;
}

/** Its gradient: (σ(z) − y) / n. */
export function crossEntropyGradient(logits: Float32Array, labels: Float32Array): Float32Array {
  return logits.map((z, i) => (1 / (1 + Math.exp(-z)) - labels[i]) / logits.length);
}
