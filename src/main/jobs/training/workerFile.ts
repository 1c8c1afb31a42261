import { dirname, extname, join } from 'node:path';

/** Entry file of fold workers: beside the running entry, in the same form (source or bundle). */
export function findWorkerFile(entry: string): string {
  return join(dirname(entry), `foldWorker${extname(entry)}`);
}
