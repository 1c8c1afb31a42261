import packageJson from '#package.json' with { type: 'json' };
import { createHandlers } from '#main/jobs/handlers.ts';
import { findWorkerFile } from '#main/jobs/workerFile.ts';
import { serveInProcess } from '#main/rpc/client.ts';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { openStore } from '#main/store/store.ts';
import type { Input, Method, Output } from '#shared/contract.ts';
import { createProgressPrinter } from './progress.ts';

export interface Session {
  /** Calls a method; progress goes to stderr, Ctrl-C cancels it. */
  call: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>;
}

/** The same handlers and the same door as in the app, in this process, on one database. */
export async function withSession<T>(
  databaseFile: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const file = databaseFile ?? defaultDatabaseFile();
  const store = openStore(file);
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  process.once('SIGINT', cancel);
  process.once('SIGTERM', cancel);
  const client = serveInProcess(
    createHandlers({
      store,
      appVersion: packageJson.version,
      workerFile: findWorkerFile(process.argv[1]),
      emit: () => undefined,
      databaseFile: file,
    }),
  );
  const progress = createProgressPrinter(process.stderr);
  try {
    return await work({
      call: (method, input) =>
        client.call(method, input, { signal: controller.signal, onProgress: progress.print }),
    });
  } finally {
    progress.end();
    await client.server.close();
    store.close();
    process.removeListener('SIGINT', cancel);
    process.removeListener('SIGTERM', cancel);
  }
}
