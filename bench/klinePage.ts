import { computeOverlays } from '#main/features/overlays.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';
import { randomBars } from '#tests/fixtures/randomBars.ts';
import { settingsSchema } from '#shared/contract.ts';
import type { EngineOutputs } from '#shared/contract.ts';
import type { BarsView } from '#shared/dataContract.ts';
import { MARKER_KINDS } from '#shared/domain.ts';
import type { MarkerRecord, ProbabilityRecord, TimingReport } from '#shared/run.ts';
import type { RunSummary } from '#shared/runs.ts';

const SYMBOL = '600519.SH';
const BARS_PER_MARKER = 12;
const BARS_PER_FOLD = 21;

/** What an engine would answer for one symbol with moving averages, MACD and a run over all bars. */
export function klineAnswers(count: number): Partial<EngineOutputs> {
  const view = makeView(count);
  const report = makeRun(view.dates);
  return {
    'app.status': {
      version: '0.0.0',
      database: 'bench.db',
      backend: report.backend,
      isFirstStart: false,
    },
    'settings.get': settingsSchema.parse({}),
    'instruments.list': [
      {
        symbol: SYMBOL,
        name: view.name,
        board: 'main',
        listDate: null,
        delistDate: null,
        isSimulated: false,
        barCount: count,
        firstDate: view.dates[0],
        lastDate: view.dates[count - 1],
        source: 'csv',
        updatedAt: null,
        findings: [],
        minutes: [],
      },
    ],
    'bars.view': view,
    'runs.list': [toSummary(report)],
    'runs.get': report,
    'jobs.list': [],
  };
}

function makeView(count: number): BarsView {
  const bars = randomBars(count, 0);
  const lines = Object.entries(computeOverlays(bars, ['ma', 'macd']));
  return {
    symbol: SYMBOL,
    name: SYMBOL,
    isSimulated: false,
    dates: Array.from(bars.tradeDate, toIsoDate),
    open: Array.from(bars.open),
    high: Array.from(bars.high),
    low: Array.from(bars.low),
    close: Array.from(bars.close),
    volume: Array.from(bars.volume),
    amount: Array.from(bars.amount),
    indicators: Object.fromEntries(
      lines.map(([key, line]) => [key, Array.from(line, (v) => (Number.isNaN(v) ? null : v))]),
    ),
  };
}

function makeRun(dates: string[]): TimingReport {
  const probabilities = dates.map((date, i): ProbabilityRecord => ({
    symbol: SYMBOL,
    date,
    probability: 0.5 + 0.3 * Math.sin(i / 5),
    fold: Math.floor(i / BARS_PER_FOLD),
  }));
  const marked = dates.filter((_, i) => i % BARS_PER_MARKER === 0);
  const markers = marked.map((date, i): MarkerRecord => ({
    date,
    symbol: SYMBOL,
    kind: MARKER_KINDS[i % MARKER_KINDS.length],
    price: 100,
    shares: 100,
    reason: 'probability 0.71 >= 0.65',
    probability: 0.71,
  }));
  return { ...makeReport(), probabilities, markers, trades: [] };
}

function toSummary(report: TimingReport): RunSummary {
  const { run, config, isSimulated, appVersion, metrics, hash } = report;
  const createdAt = '2026-01-05T08:00:00.000Z';
  return {
    run,
    state: 'done',
    createdAt,
    finishedAt: createdAt,
    config,
    isSimulated,
    appVersion,
    foldsDone: 1,
    foldsTotal: 1,
    metrics,
    hash,
    error: null,
  };
}

/** Runs in the page before its own script: a bridge that answers at once, and two stop-watches. */
export const PAGE_SCRIPT = (answers: Partial<EngineOutputs>): string => `{
  const answers = ${JSON.stringify(answers)};
  let listen = () => {};
  const bench = (window.bench = { answeredAt: 0, drawnAt: 0, frames: [], turn: 0 });
  window.zuot = {
    post({ type, id, method }) {
      if (type !== 'call') return;
      const output = structuredClone(answers[method]);
      setTimeout(() => {
        if (method === 'bars.view') bench.answeredAt = performance.now();
        listen({ type: 'done', id, output });
      });
    },
    onMessage(listener) {
      listen = listener;
      setTimeout(() => listen({ type: 'event', name: 'engine.state', payload: { state: 'ready', note: null } }));
    },
  };
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-testid=kline][data-ready=true]')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (bench.drawnAt = performance.now())));
  }).observe(document, { attributes: true, childList: true, subtree: true });
  bench.watch = () => {
    const turn = ++bench.turn;
    bench.frames = [];
    const next = (time) => {
      if (bench.turn !== turn) return;
      bench.frames.push(time);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  };
  bench.stop = () => {
    bench.turn++;
    return bench.frames.slice(1).map((time, i) => time - bench.frames[i]);
  };
}`;
