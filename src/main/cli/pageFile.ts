import { realpathSync, writeFileSync } from 'node:fs';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { hasCode } from '#main/lib/errorCode.ts';
import { AppError, isDiskFull } from '#shared/errors.ts';

/** Writes an exported page. Throws DISK_FULL, or INVALID_INPUT where `file` cannot be written or is the database. */
export function writePage(file: string, html: string, database = defaultDatabaseFile()): void {
  try {
    if (isDatabase(file, database)) {
      throw new AppError(
        'INVALID_INPUT',
        `--html ${file}: this is the database; name another file`,
      );
    }
    writeFileSync(file, html);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || thrown instanceof AppError)
      throw thrown;
    const isFull = isDiskFull(thrown);
    const why = isFull ? 'the disk is full' : 'the file cannot be written';
    const message = `--html ${file}: ${why} (${String(thrown.code)})`;
    throw new AppError(isFull ? 'DISK_FULL' : 'INVALID_INPUT', message, { file }, thrown);
  }
}

function isDatabase(file: string, database: string): boolean {
  const own = realpathSync(database);
  try {
    return [own, `${own}-wal`, `${own}-shm`].includes(realpathSync(file));
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return false;
    throw thrown;
  }
}
