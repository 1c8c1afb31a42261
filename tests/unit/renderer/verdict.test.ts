import { describe, expect, it } from 'vitest';
import { toVerdictFormat } from '#renderer/components/report/verdictFormat.ts';
import { createFormatter } from '#renderer/text/format.ts';
import type { TimingReport } from '#shared/run.ts';
import { aucDeviations, verdictLines } from '#shared/verdict.ts';
import { VERDICT_WORDS } from '#shared/verdictText.ts';
import { makeMetrics, makeReport } from './reportFixture.ts';

const words = (report: TimingReport) =>
  verdictLines(report, VERDICT_WORDS['zh-CN'], toVerdictFormat(createFormatter('zh-CN')));
const textOf = (report: TimingReport) =>
  words(report)
    .map(({ text }) => text)
    .join('\n');
const quality = (auc: number | null) => ({ count: 900, positiveShare: 0.4, auc, brier: 0.24 });

describe('verdict of a report', () => {
  it('calls an AUC near a half a coin, even when the strategy earned money', () => {
    const report = makeReport({ quality: quality(0.52) });
    expect(words(report)[0]).toMatchObject({ mood: 'against' });
    expect(textOf(report)).toContain('抛硬币');
  });

  it('judges the AUC in its own standard errors, overlapping labels counted once', () => {
    const wide = makeReport({ quality: quality(0.6) });
    expect(aucDeviations(wide)).toBeGreaterThan(2);
    expect(aucDeviations(makeReport({ quality: { ...quality(0.6), count: 60 } }))).toBeLessThan(2);
    expect(words(wide)[0]).toMatchObject({ mood: 'for' });
  });

  it('warns of probabilities that point the wrong way', () => {
    expect(textOf(makeReport({ quality: quality(0.35) }))).toContain('方向是反的');
  });

  it('says so when only one outcome occurred', () => {
    expect(textOf(makeReport({ quality: quality(null) }))).toContain('算不出 AUC');
  });

  it('does not hide that holding or the plain model earned more', () => {
    const better = makeMetrics({ totalReturn: 0.5 });
    const { baselines } = makeReport();
    const report = makeReport({
      baselines: {
        ...baselines,
        buyAndHold: { whole: better, predicted: better },
        logistic: { ...baselines.logistic, predicted: better },
      },
    });
    expect(textOf(report)).toContain('没有跑赢买入持有的 +50.00%');
    expect(textOf(report)).toContain('没有跑赢最简单的逻辑回归');
  });

  it('puts the percentile among random entries into words', () => {
    const at = (percentile: number) => {
      const { baselines } = makeReport();
      return textOf(
        makeReport({ baselines: { ...baselines, random: { ...baselines.random, percentile } } }),
      );
    };
    expect(at(0.97)).toContain('不易做到');
    expect(at(0.6)).toContain('难以区分');
    expect(at(0.1)).toContain('还不如随机');
  });

  it('warns of few trades and of simulated data', () => {
    const few = makeMetrics({ tradeCount: 6 });
    const text = textOf(makeReport({ metrics: few, isSimulated: true }));
    expect(text).toContain('只有 6 笔交易');
    expect(text).toContain('程序模拟');
  });

  it('does not compare a strategy that never traded', () => {
    const text = textOf(makeReport({ metrics: makeMetrics({ tradeCount: 0 }) }));
    expect(text).toContain('没有任何交易');
    expect(text).not.toContain('买入持有');
  });
});
