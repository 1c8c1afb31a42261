import { createRandom } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import type { Samples } from './windows.ts';

/**
 * SMOTE (Chawla et al. 2002) on flattened windows: the smaller class grows to the size of the larger
 * by points drawn uniformly on the segment between a random member and one of its `neighbours` nearest
 * members (Euclidean). Originals stay first and untouched; synthetic samples follow.
 *
 * Same procedure as imbalanced-learn's SMOTE; it differs only in the random stream (ours, seeded) and
 * in equal distances (the earlier sample counts as nearer).
 * Returned unchanged when resampling is off (`neighbours` 0), the classes are balanced, or the smaller
 * one has at most `neighbours` + 1 members. For training samples only.
 */
export function smote(samples: Samples, neighbours: number, seed: number): Samples {
  const { x, y, count, lookback, width } = samples;
  const positives = membersOf(y, 1);
  const negatives = membersOf(y, 0);
  const [minority, missing] =
    positives.length < negatives.length
      ? [positives, negatives.length - positives.length]
      : [negatives, positives.length - negatives.length];
  if (neighbours === 0 || missing === 0 || minority.length <= neighbours + 1) return samples;

  const size = lookback * width;
  const grownX = new Float32Array((count + missing) * size);
  grownX.set(x);
  const grownY = new Float32Array(count + missing).fill(y[minority[0]]);
  grownY.set(y);
  const nearest = findNearest(gather(x, minority, size), minority.length, size, neighbours);
  const random = createRandom(seed);
  for (let i = count; i < count + missing; i++) {
    const pick = random.below(nearest.length);
    const base = minority[Math.floor(pick / neighbours)];
    interpolate(grownX, i * size, base * size, minority[nearest[pick]] * size, size, random);
  }
  return { x: grownX, y: grownY, count: count + missing, lookback, width };
}

function membersOf(y: Float32Array, label: number): Int32Array {
  const members = new Int32Array(y.length);
  let found = 0;
  for (let i = 0; i < y.length; i++) if (y[i] === label) members[found++] = i;
  return members.subarray(0, found);
}

/** Writes base + u · (neighbour − base), u uniform in [0, 1), at `to`. */
function interpolate(
  x: Float32Array,
  to: number,
  base: number,
  neighbour: number,
  size: number,
  random: Random,
): void {
  const share = random.next();
  for (let j = 0; j < size; j++) x[to + j] = x[base + j] + share * (x[neighbour + j] - x[base + j]);
}

/** The members' rows side by side, in double precision so that distances do not lose digits. */
function gather(x: Float32Array, members: Int32Array, size: number): Float64Array {
  const rows = new Float64Array(members.length * size);
  members.forEach((member, i) =>
    rows.set(x.subarray(member * size, (member + 1) * size), i * size),
  );
  return rows;
}

/** Indices of each row's k nearest other rows, nearest first: rows × k. */
function findNearest(rows: Float64Array, count: number, size: number, k: number): Int32Array {
  const distances = pairDistances(rows, count, size);
  const nearest = new Int32Array(count * k);
  const best = new Float64Array(k);
  for (let i = 0; i < count; i++) {
    best.fill(Infinity);
    for (let j = 0; j < count; j++) {
      const distance = distances[i * count + j];
      if (j === i || distance >= best[k - 1]) continue;
      let at = k - 1;
      for (; at > 0 && best[at - 1] > distance; at--) {
        best[at] = best[at - 1];
        nearest[i * k + at] = nearest[i * k + at - 1];
      }
      best[at] = distance;
      nearest[i * k + at] = j;
    }
  }
  return nearest;
}

/** Squared Euclidean distances, count × count. Four sums side by side keep the processor's pipes full. */
function pairDistances(rows: Float64Array, count: number, size: number): Float64Array {
  const distances = new Float64Array(count * count);
  const even = size - (size % 4);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const a = i * size;
      const b = j * size;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let t = 0; t < even; t += 4) {
        const d0 = rows[a + t] - rows[b + t];
        const d1 = rows[a + t + 1] - rows[b + t + 1];
        const d2 = rows[a + t + 2] - rows[b + t + 2];
        const d3 = rows[a + t + 3] - rows[b + t + 3];
        s0 += d0 * d0;
        s1 += d1 * d1;
        s2 += d2 * d2;
        s3 += d3 * d3;
      }
      for (let t = even; t < size; t++) s0 += (rows[a + t] - rows[b + t]) ** 2;
      distances[i * count + j] = distances[j * count + i] = s0 + s1 + (s2 + s3);
    }
  }
  return distances;
}
