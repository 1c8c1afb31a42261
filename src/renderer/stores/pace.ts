/** How far a job was at a moment. */
export interface PaceSample {
  atMs: number;
  done: number;
}

/** A pause of a source is to show in the pace within this time. */
const SPAN_MS = 60_000;
/** Less says nothing yet. */
const LEAST_MS = 2000;

/** The samples of the last minute with a new one; a job that starts again begins anew. */
export function addSample(samples: readonly PaceSample[], sample: PaceSample): PaceSample[] {
  const last = samples.at(-1);
  if (last && sample.done < last.done) return [sample];
  return [...samples.filter(({ atMs }) => atMs >= sample.atMs - SPAN_MS), sample];
}

/** Units a second over the samples up to `nowMs`, and seconds until all are done; null while nobody can tell. */
export function paceOf(
  samples: readonly PaceSample[],
  total: number,
  nowMs: number,
): { perSecond: number | null; secondsLeft: number | null } {
  const [first] = samples;
  const last = samples.at(-1);
  const spanMs = first ? nowMs - first.atMs : 0;
  if (!first || !last || spanMs < LEAST_MS || last.done === first.done) {
    return { perSecond: null, secondsLeft: null };
  }
  const perSecond = ((last.done - first.done) / spanMs) * 1000;
  return { perSecond, secondsLeft: (total - last.done) / perSecond };
}
