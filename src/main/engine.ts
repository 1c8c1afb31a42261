import { parseArgs } from 'node:util';
import packageJson from '#package.json' with { type: 'json' };
import { startBackground } from '#main/jobs/background.ts';
import type { Background } from '#main/jobs/background.ts';
import { answerCheck, createChildChecker } from '#main/jobs/data/checkInChild.ts';
import { createHandlers } from '#main/jobs/handlers.ts';
import { createSourceDesk } from '#main/jobs/data/sourceDesk.ts';
import { findWorkerFile } from '#main/jobs/training/workerFile.ts';
import { createDoor } from '#main/rpc/door.ts';
import { createParentTransport } from '#main/rpc/parentTransport.ts';
import { serve } from '#main/rpc/serve.ts';
import { defaultDatabaseFile } from '#main/lib/dataLocation.ts';
import { openStore } from '#main/store/store.ts';
import type { Store } from '#main/store/store.ts';

/** The engine process: everything that computes, behind one line to the process that started it. */
function startEngine(): void {
  const { values } = parseArgs({ options: { db: { type: 'string' }, check: { type: 'string' } } });
  if (values.check !== undefined) {
    answerCheck(values.check);
    return;
  }
  const databaseFile = values.db ?? defaultDatabaseFile();
  let store: Store | null = null;
  let background: Background | null = null;

  const transport = createParentTransport(() => void stop());
  const door = createDoor(() => {
    store ??= openStore(databaseFile);
    store.runs.markInterrupted();
    const { version } = packageJson;
    const shared = { store, emit: transport.post, now: Date.now };
    const desk = createSourceDesk(shared);
    background ??= startBackground({ ...shared, desk });
    return createHandlers({
      store,
      appVersion: version,
      workerFile: findWorkerFile(process.argv[1]),
      emit: transport.post,
      databaseFile,
      desk,
      check: createChildChecker(process.argv[1]),
    });
  });
  const server = serve(door, transport);

  const stop = async (): Promise<void> => {
    // A handler that does not hear its signal must not keep a parentless engine alive.
    setTimeout(() => process.exit(1), 2000).unref();
    await Promise.all([server.close(), background?.stop()]);
    store?.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  // Ctrl-C reaches the whole process group; the parent decides when the engine ends.
  process.on('SIGINT', () => undefined);
  transport.post({ type: 'event', name: 'engine.state', payload: { state: 'ready', note: null } });
}

startEngine();
