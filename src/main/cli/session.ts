import packageJson from '#package.json' with { type: 'json' };
import { createHandlers } from '#main/jobs/handlers.ts';
import { findWorkerFile } from '#main/jobs/training/workerFile.ts';
import { serveInProcess } from '#main/rpc/client.ts';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { openStore } from '#main/store/store.ts';
import type { EventMessage, Input, Method, Output } from '#shared/contract.ts';
import { createProgressPrinter } from './progress.ts';
import { suggest } from './suggest.ts';

export interface Session {
  /** Calls a method; progress goes to stderr, Ctrl-C cancels it. */
  call: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>;
  /** The database that was named, if one was. */
  db: string | undefined;
}

/** The same handlers and the same door as in the app, in this process, on one database. */
export async function withSession<T>(
  databaseFile: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const file = databaseFile ?? defaultDatabaseFile();
  const store = openStore(file);
  let last: string | null = null;
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const client = serveInProcess(
    createHandlers({
      store,
      appVersion: packageJson.version,
      workerFile: findWorkerFile(process.argv[1]),
      emit: (event) => (last = nameOf(event) ?? last),
      databaseFile: file,
    }),
  );
  const progress = createProgressPrinter(process.stderr);
  try {
    return await work({
      db: databaseFile,
      call: (method, input) =>
        client.call(method, input, { signal: controller.signal, onProgress: progress.print }),
    });
  } catch (thrown) {
    throw last === null ? thrown : withNextStep(toAppError(thrown), last, databaseFile);
  } finally {
    progress.end();
    await client.server.close();
    store.close();
    process.removeListener('SIGINT', cancel);
    process.removeListener('SIGTERM', cancel);
  }
}

/** The download, search or run that an event is about. */
function nameOf(event: EventMessage): string | null {
  if (event.name === 'downloads.changed') return event.payload.download;
  if (event.name === 'searches.changed') return event.payload.search;
  return event.name === 'runs.changed' ? event.payload.run : null;
}

/** Who cancels wants to know how to go on. */
function withNextStep(error: AppError, name: string, db: string | undefined): AppError {
  if (error.code !== 'CANCELLED') return error;
  const next = suggest(`resume ${name}`, db);
  return new AppError('CANCELLED', `cancelled; go on with: ${next}`, { name }, error);
}
