import { describe, expect, it } from 'vitest';
import { createJobWatch } from '#main/jobs/jobWatch.ts';
import { failureOf, rejectionOf } from '#tests/fixtures/failureOf.ts';

function open() {
  const watch = createJobWatch();
  let end = (): void => undefined;
  const handlers = watch.watch({
    'bars.update': () => new Promise<string>((resolve) => (end = () => resolve('done'))),
    'store.restore': () => new Promise<string>((resolve) => (end = () => resolve('done'))),
    'runs.list': () => Promise.resolve('listed'),
  });
  return { watch, handlers, end: () => end() };
}

describe('a watch over jobs', () => {
  it('names the jobs that run beside a restore, and none once they have ended', async () => {
    const { watch, handlers, end } = open();
    const running = handlers['bars.update']();
    expect(failureOf(() => watch.assertAlone('store.restore'))).toMatchObject({
      code: 'STORE_BUSY',
      details: { jobs: 'bars.update' },
    });
    end();
    expect(await running).toBe('done');
    expect(() => watch.assertAlone('store.restore')).not.toThrow();
  });

  it('lets no job begin while the database is being replaced, and questions be answered', async () => {
    const { watch, handlers, end } = open();
    const running = handlers['store.restore']();
    expect(() => watch.assertAlone('store.restore')).not.toThrow();
    expect((await rejectionOf(handlers['bars.update']())).code).toBe('STORE_BUSY');
    expect(await handlers['runs.list']()).toBe('listed');
    end();
    await running;
    void handlers['bars.update']();
    expect(() => watch.assertAlone('store.restore')).toThrow('bars.update');
  });
});
