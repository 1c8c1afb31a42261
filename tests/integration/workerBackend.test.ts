import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runTiming } from '#main/jobs/timing/runTiming.ts';
import { describeBackend } from '#main/model/backend.ts';
import { makeContext } from '#tests/fixtures/context.ts';
import { rejectionOf } from '#tests/fixtures/failureOf.ts';
import { makeSampleDependencies, quickConfig } from '#tests/fixtures/timingRun.ts';

const { isNative, reason } = describeBackend();

test.skipIf(!isNative)(
  `a run ends where native TensorFlow does not load in its processes, and the next one knows${isNative ? '' : ` (${reason})`}`,
  async () => {
    const dependencies = makeSampleDependencies();
    const workerFile = resolve(import.meta.dirname, '../fixtures/plainWorker.ts');
    const broken = { ...dependencies, workerFile };
    const start = () => runTiming(broken, quickConfig({ retrainEvery: 252 }), makeContext());
    const { code, message } = await rejectionOf(start());
    expect(code).toBe('NATIVE_UNAVAILABLE');
    expect(message).toContain('npm start');
    expect(dependencies.store.runs.list()).toMatchObject([{ state: 'failed' }]);

    const { backend } = dependencies.store.runs.get(await start());
    expect(backend).toMatchObject({ name: 'cpu', isNative: false });
  },
);
