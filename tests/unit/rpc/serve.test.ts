import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { serveInProcess } from '#main/rpc/client.ts';
import type { EngineEvents, Progress } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';
import { fakeHandlers, fakeSettings, untilAborted } from '#tests/fixtures/fakeHandlers.ts';

const timing = {
  preset: 't-timing' as const,
  symbols: ['600519.SH'],
  from: '2020-01-01',
  to: '2021-01-01',
};

describe('serve', () => {
  it('answers a call with what its handler returns', async () => {
    const client = serveInProcess(
      fakeHandlers({ 'settings.get': () => Promise.resolve(fakeSettings) }),
    );
    await expect(client.call('settings.get', {})).resolves.toEqual(fakeSettings);
  });

  it('fills in defaults before the handler sees the input', async () => {
    const client = serveInProcess(
      fakeHandlers({
        'run.timing': (config) =>
          Promise.resolve({ run: `${config.model}-${config.settings.hidden}` }),
      }),
    );
    await expect(client.call('run.timing', timing)).resolves.toEqual({ run: 'bilstm-32' });
  });

  it('refuses a bad input with the path of the field', async () => {
    const client = serveInProcess(fakeHandlers({}));
    const call = client.call('run.timing', { ...timing, settings: { hidden: -1 } });
    await expect(call).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('settings.hidden') as string,
      details: { method: 'run.timing', path: 'settings.hidden' },
    });
  });

  it('keeps code and details of an AppError and calls other errors INTERNAL', async () => {
    const client = serveInProcess(
      fakeHandlers({
        'runs.get': () => Promise.reject(new AppError('DISK_FULL', 'no space', { file: 'x' })),
        'runs.list': () => {
          throw new TypeError('oops');
        },
      }),
    );
    await expect(client.call('runs.get', { run: 'abcd' })).rejects.toMatchObject({
      code: 'DISK_FULL',
      details: { file: 'x' },
    });
    await expect(client.call('runs.list', {})).rejects.toMatchObject({
      code: 'INTERNAL',
      message: 'oops',
    });
  });

  it('cancels through the signal and calls the end CANCELLED whatever the handler throws', async () => {
    const client = serveInProcess(
      fakeHandlers({
        'run.timing': (_input, { signal }) =>
          untilAborted(signal).catch(() => {
            throw new TypeError('tripped on the way out');
          }),
      }),
    );
    const controller = new AbortController();
    const call = client.call('run.timing', timing, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('delivers the last progress before the answer', async () => {
    const client = serveInProcess(
      fakeHandlers({
        'run.timing': (_input, { report }) => {
          for (let done = 1; done <= 50; done++) report({ step: 'train', done, total: 50 });
          return Promise.resolve({ run: 'r' });
        },
      }),
    );
    const heard: Progress[] = [];
    await client.call('run.timing', timing, { onProgress: (value) => heard.push(value) });
    expect(heard.map(({ done }) => done)).toEqual([1, 50]);
  });

  it('drops progress that is reported after the end', async () => {
    let late: () => void = () => undefined;
    const client = serveInProcess(
      fakeHandlers({
        'run.timing': (_input, { report }) => {
          late = () => report({ step: 'late', done: 1, total: 1 });
          return Promise.resolve({ run: 'r' });
        },
      }),
    );
    const heard: unknown[] = [];
    client.on('job.changed', (change) => heard.push(change.isDone));
    await client.call('run.timing', timing, { onProgress: (value) => heard.push(value) });
    late();
    await delay(10);
    expect(heard).toEqual([false, true]);
  });

  it('lists running jobs, tells of each change, and cancels them by name', async () => {
    const client = serveInProcess(
      fakeHandlers({
        'run.timing': (_input, { signal, report }) => {
          report({ step: 'train', done: 1, total: 9 });
          return untilAborted(signal);
        },
      }),
    );
    const changes: EngineEvents['job.changed'][] = [];
    client.on('job.changed', (change) => changes.push(change));
    const call = client.call('run.timing', timing);
    const [job] = await client.call('jobs.list', {});
    expect(job).toMatchObject({ method: 'run.timing', progress: { step: 'train', done: 1 } });
    await expect(client.call('jobs.cancel', { job: job.job })).resolves.toEqual({
      cancelled: true,
    });
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(client.call('jobs.list', {})).resolves.toEqual([]);
    expect(changes.at(-1)).toMatchObject({
      job: job.job,
      isDone: true,
      error: { code: 'CANCELLED' },
    });
  });

  it('answers false to the cancelling of a job that is not there', async () => {
    const client = serveInProcess(fakeHandlers({}));
    await expect(client.call('jobs.cancel', { job: 'gone' })).resolves.toEqual({
      cancelled: false,
    });
  });

  it('ends every running call when it is closed', async () => {
    const client = serveInProcess(
      fakeHandlers({ 'run.timing': (_input, { signal }) => untilAborted(signal) }),
    );
    const call = client.call('run.timing', timing);
    const ended = expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    await client.call('jobs.list', {});
    await client.server.close();
    await ended;
  });
});
