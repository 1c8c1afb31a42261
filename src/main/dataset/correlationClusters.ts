import { correlate } from './featureRows.ts';

/**
 * Agglomerative clusters of columns by average linkage on the distance 1 − |ρ| (Sokal & Michener 1958),
 * merged until `count` are left. The first of equally near pairs is merged.
 *
 * @param columns standardised, of one length
 * @returns indices of each cluster's columns
 */
export function correlationClusters(columns: readonly Float64Array[], count: number): number[][] {
  const size = columns.length;
  const distance = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      distance[i][j] = distance[j][i] = 1 - Math.abs(correlate(columns[i], columns[j]));
    }
  }
  const clusters = columns.map((_, i) => [i]);
  const alive = columns.map((_, i) => i);
  while (alive.length > Math.max(1, count)) {
    const [a, b] = findNearest(alive, distance);
    merge(clusters, alive, distance, a, b);
  }
  return alive.map((i) => clusters[i]);
}

function findNearest(
  alive: readonly number[],
  distance: readonly Float64Array[],
): [number, number] {
  let nearest: [number, number] = [alive[0], alive[1]];
  let least = Infinity;
  for (let i = 0; i < alive.length; i++) {
    for (let j = i + 1; j < alive.length; j++) {
      const between = distance[alive[i]][alive[j]];
      if (between >= least) continue;
      least = between;
      nearest = [alive[i], alive[j]];
    }
  }
  return nearest;
}

/** Puts `b` into `a`; the mean distance of pairs follows from those of the parts (Lance & Williams 1967). */
function merge(
  clusters: number[][],
  alive: number[],
  distance: readonly Float64Array[],
  a: number,
  b: number,
): void {
  const [sizeA, sizeB] = [clusters[a].length, clusters[b].length];
  for (const other of alive) {
    const joined = (sizeA * distance[a][other] + sizeB * distance[b][other]) / (sizeA + sizeB);
    distance[a][other] = distance[other][a] = joined;
  }
  clusters[a].push(...clusters[b]);
  alive.splice(alive.indexOf(b), 1);
}
