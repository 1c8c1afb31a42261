import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRandom } from '#main/lib/random.ts';
import type { Random } from '#main/lib/random.ts';
import { createLine } from '#main/rpc/client.ts';
import { serve } from '#main/rpc/serve.ts';
import type { ServedHandlers } from '#main/rpc/serve.ts';
import { inputSchemas, JOB_METHODS } from '#shared/contract.ts';
import type { FromEngine, Method } from '#shared/contract.ts';
import { ERROR_CODES } from '#shared/errors.ts';
import { fakeHandlers, untilAborted } from '#tests/fixtures/fakeHandlers.ts';

const METHODS = Object.keys(inputSchemas) as Method[];
const TIMING = { preset: 't-timing', symbols: ['600519.SH'], from: '2020-01-01', to: '2021-01-01' };
const SELECTION_SPAN = { from: '2020-01-01', split: '2021-01-01', to: '2021-12-31' };
const HIDDEN = { kind: 'integer', low: 8, high: 64, isLog: true };
/** One input of each method that its schema takes; a new method has to add its own. */
const GOOD_INPUTS: Record<Method, unknown> = {
  'app.status': {},
  'settings.get': {},
  'settings.set': { theme: 'dark' },
  'instruments.list': {},
  'bars.view': { symbol: '600519.SH', period: 'day', adjust: 'none', overlays: ['ma'] },
  'bars.remove': { symbol: '600519.SH' },
  'bars.update': {
    sources: ['eastmoney', 'sina'],
    symbols: ['600519.SH'],
    from: '2020-01-01',
    to: '2021-01-01',
    mode: 'full',
  },
  'bars.import': { files: [{ name: 'a.csv', base64: 'YQ==' }] },
  'bars.importPaths': { paths: ['/tmp/a.csv'] },
  'bars.export': { symbols: ['600519.SH'], folder: '/tmp/bars', minutes: [5] },
  'bars.exportText': { symbol: '600519.SH', period: 5 },
  'instruments.search': { text: 'gzmt', limit: 5 },
  'instruments.update': { sources: ['eastmoney'], parts: ['list', 'st'] },
  'members.get': { index: '000300.SH' },
  'calendar.get': { from: '2020-01-01', to: '2020-12-31' },
  'calendar.update': { sources: ['sina'] },
  'watchlist.get': {},
  'watchlist.set': { entries: [{ symbol: '600519.SH', baseShares: 100 }] },
  'minutes.update': { symbols: ['600519.SH'], periods: [1, 5] },
  'minutes.coverage': { symbol: '600519.SH', period: 5 },
  'downloads.list': {},
  'downloads.get': { download: 'daily-0a1b2c3d' },
  'downloads.resume': { download: 'daily-0a1b2c3d' },
  'downloads.remove': { download: 'daily-0a1b2c3d' },
  'health.list': { symbol: '600519.SH', state: 'all' },
  'health.check': {},
  'health.dismiss': { findings: [1] },
  'quarantine.list': {},
  'rulebook.get': {},
  'sources.list': {},
  'source.release': { source: 'eastmoney' },
  'spot.get': {},
  'spot.refresh': {},
  'store.backup': { file: '/tmp/backup.db' },
  'store.restore': { file: '/tmp/backup.db' },
  'store.check': {},
  'source.test': { source: 'aktools', url: 'http://127.0.0.1:1' },
  'search.start': { config: TIMING, trials: 5, space: { hidden: HIDDEN } },
  'search.resume': { search: 'search-0a1b2c3d' },
  'searches.list': {},
  'searches.get': { search: 'search-0a1b2c3d' },
  'searches.delete': { search: 'search-0a1b2c3d' },
  'run.select': { preset: 'cnn-select', universe: 'all', ...SELECTION_SPAN },
  'runs.rank': { run: 'abcd', date: '2021-06-30' },
  'runs.scores': { run: 'abcd', symbol: '600519.SH' },
  'factors.list': {},
  'factor.check': { text: 'close/open' },
  'factor.evaluate': { text: 'close/open', symbols: ['600519.SH'] },
  'sample.run': {},
  'run.timing': TIMING,
  'run.resume': { run: 'abcd' },
  'runs.list': {},
  'runs.get': { run: 'abcd' },
  'runs.delete': { run: 'abcd' },
  'runs.monitor': { run: 'abcd' },
  'runs.explain': { run: 'abcd', symbol: '600519.SH', date: '2024-01-02' },
  'runs.importance': { run: 'abcd', symbol: '600519.SH' },
  'runs.storedImportance': { run: 'abcd' },
  'runs.exportHtml': { run: 'abcd' },
  'jobs.list': {},
  'jobs.cancel': { job: 'none' },
};

/** A server whose handlers end, fail, report and wait in turn, and everything that it says. */
function openServer(given: Partial<ServedHandlers> = {}) {
  const { engine, client } = createLine();
  const said: FromEngine[] = [];
  client.onMessage((message) => said.push(message as FromEngine));
  const server = serve(fakeHandlers(given), engine, { progressIntervalMs: 1 });
  onTestFinished(() => server.close());
  const post = client.post as (message: unknown) => void;
  return { post, said, server, endsOf: (id: string) => said.filter((m) => isEndOf(m, id)) };
}

const isEndOf = (message: FromEngine, id: string): boolean =>
  (message.type === 'done' || message.type === 'failed') && message.id === id;

/** Until everything sent so far has been dealt with. */
const settle = (): Promise<void> => delay(20);

describe('contract', () => {
  it.each(METHODS)('%s takes its example and refuses fields that nobody knows', (method) => {
    expect(inputSchemas[method].safeParse(GOOD_INPUTS[method]).success).toBe(true);
    const extended = { ...(GOOD_INPUTS[method] as object), surprise: 1 };
    expect(inputSchemas[method].safeParse(extended).success).toBe(false);
  });

  it.each(METHODS)('%s gets one terminal message, whatever its input', async (method) => {
    const { post, endsOf, said } = openServer();
    const inputs = [GOOD_INPUTS[method], null, 7, 'text', [], { surprise: 1 }, undefined];
    inputs.forEach((input, index) => post({ type: 'call', id: `c${index}`, method, input }));
    await settle();
    for (const index of inputs.keys()) expect(endsOf(`c${index}`).length).toBe(1);
    for (const message of said) {
      if (message.type === 'failed') expect(ERROR_CODES).toContain(message.error.code);
    }
  });

  it.each(JOB_METHODS)('%s is a job: it can be seen and cancelled by name', async (method) => {
    const handler = (_input: unknown, { signal }: { signal: AbortSignal }) => untilAborted(signal);
    const { post, endsOf } = openServer({ [method]: handler });
    post({ type: 'call', id: 'job', method, input: GOOD_INPUTS[method] });
    post({ type: 'call', id: 'list', method: 'jobs.list', input: {} });
    await settle();
    expect(endsOf('list')).toMatchObject([{ output: [{ job: 'job', method }] }]);
    post({ type: 'call', id: 'cancel', method: 'jobs.cancel', input: { job: 'job' } });
    await settle();
    expect(endsOf('job')).toMatchObject([{ type: 'failed', error: { code: 'CANCELLED' } }]);
  });

  it('answers an unknown method with INVALID_INPUT, inherited names of objects included', async () => {
    const { post, endsOf } = openServer();
    for (const method of ['no.such', 'toString', '__proto__', 'constructor', '']) {
      post({ type: 'call', id: `m-${method}`, method, input: {} });
      await settle();
      expect(endsOf(`m-${method}`)).toMatchObject([{ error: { code: 'INVALID_INPUT' } }]);
    }
  });

  it('answers a running id once, however often it is called', async () => {
    const { post, endsOf } = openServer({
      'run.timing': (_input, { signal }) => untilAborted(signal),
    });
    for (const method of ['run.timing', 'runs.list', 'no.such']) {
      post({ type: 'call', id: 'twice', method, input: TIMING });
    }
    post({ type: 'call', id: 'twice' });
    await settle();
    expect(endsOf('twice')).toEqual([]);
    post({ type: 'cancel', id: 'twice' });
    post({ type: 'cancel', id: 'twice' });
    await settle();
    expect(endsOf('twice').length).toBe(1);
  });

  it('says nothing to the cancelling of what does not run', async () => {
    const { post, said } = openServer();
    post({ type: 'cancel', id: 'nobody' });
    await settle();
    expect(said).toEqual([]);
  });

  it('answers a call that is not written as the contract wants it, when it has an id', async () => {
    const { post, endsOf, said } = openServer();
    post({ type: 'call', id: 'a', input: {} });
    post({ type: 'call', id: 'b', method: 'runs.list', input: {}, surprise: 1 });
    post({ type: 'call', id: 'x'.repeat(65), method: 'runs.list', input: {} });
    await settle();
    expect(endsOf('a')).toMatchObject([{ error: { code: 'INVALID_INPUT' } }]);
    expect(endsOf('b')).toMatchObject([{ error: { code: 'INVALID_INPUT' } }]);
    expect(said.length).toBe(2);
  });

  it.each([1, 2, 3])(
    'survives any messages: one end a call, nothing after it (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      const { post, said, server } = openServer({
        'run.timing': async (_input, { signal, report }) => {
          for (let done = 0; done < random.below(30); done++) {
            report({ step: 'train', done, total: 30 });
            await delay(random.below(3));
            if (signal.aborted) throw new Error('stopped');
          }
          return { run: 'r' };
        },
      });
      const calls = new Map<string, number>();
      for (let i = 0; i < 400; i++) {
        const message = anyMessage(random);
        const id = idOfCall(message);
        if (id !== null) calls.set(id, (calls.get(id) ?? 0) + 1);
        post(message);
        if (i % 40 === 0) await delay(2);
      }
      post({ type: 'call', id: 'still-there', method: 'jobs.list', input: {} });
      await settle();
      expect(said).toContainEqual(expect.objectContaining({ type: 'done', id: 'still-there' }));
      await server.close();
      await settle();
      expect(calls.size).toBeGreaterThan(50);
      for (const [id, count] of calls) {
        const answers = said.filter((message) => message.type !== 'event' && message.id === id);
        const ends = answers.filter((message) => isEndOf(message, id)).length;
        expect(ends).toBeGreaterThanOrEqual(1);
        // An id that has ended may be called again; called once, it ends once.
        expect(ends).toBeLessThanOrEqual(count);
        expect(answers.at(-1)?.type).not.toBe('progress');
      }
    },
  );
});

/** The id of a message that claims to be a call, whatever else is in it. */
function idOfCall(message: unknown): string | null {
  if (typeof message !== 'object' || message === null) return null;
  const { type, id } = message as Record<string, unknown>;
  return type === 'call' && typeof id === 'string' && id.length > 0 ? id : null;
}

let lastId = 0;
function anyMessage(random: Random): unknown {
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)];
  const oldId = `id${random.below(lastId + 1)}`;
  const junk = (): unknown =>
    pick<unknown>([null, 0, NaN, '', 'x', [], {}, [[]], { type: 'call' }, { id: 'a' }, true]);
  return pick([
    junk,
    () => ({ type: junk(), id: junk(), method: junk(), input: junk() }),
    () => ({ type: 'call', id: `junk${random.below(99)}`, method: pick(METHODS), input: junk() }),
    () => ({ type: 'cancel', id: oldId }),
    () => ({ type: 'call', id: oldId, method: 'run.timing', input: junk() }),
    () => ({ type: 'call', id: `id${++lastId}`, method: 'run.timing', input: TIMING }),
    () => ({ type: 'call', id: `id${++lastId}`, method: 'run.timing', input: TIMING }),
  ])();
}
