/** One message stays well under what a socket takes; one batch is one transaction's worth of work. */
const BATCH_BYTES = 4 * 1024 ** 2;
const BATCH_FILES = 24;

/** Files in their order, cut so that a batch stays small; a file larger than a batch goes alone. */
export function toBatches<F extends { size: number }>(
  files: readonly F[],
  limits = { bytes: BATCH_BYTES, files: BATCH_FILES },
): F[][] {
  const batches: F[][] = [];
  let bytes = 0;
  for (const file of files) {
    const last = batches.at(-1);
    if (last && last.length < limits.files && bytes + file.size <= limits.bytes) {
      last.push(file);
      bytes += file.size;
    } else {
      batches.push([file]);
      bytes = file.size;
    }
  }
  return batches;
}

export const isCsv = (name: string): boolean => /\.(csv|txt)$/i.test(name);
