import { describe, expect, it } from 'vitest';
import { createFormatter } from '#renderer/text/format.ts';
import { MESSAGES } from '#renderer/text/index.ts';
import { explainReason } from '#renderer/text/reasons.ts';
import { markerTooltip } from '#renderer/components/workspace/markerTooltip.ts';
import { makeMarker } from './charts/klineFixture.ts';

describe('explainReason', () => {
  it('says every reason of t-timing in Chinese, with its figures', () => {
    expect(explainReason('probability 0.71 >= 0.65', 'zh-CN')).toBe('概率 0.71 ≥ 0.65');
    expect(explainReason('probability 0.30 < 0.35', 'zh-CN')).toBe('概率 0.30 < 0.35');
    expect(explainReason('probability 0.81, at least 0.71 >= 0.65', 'zh-CN')).toBe(
      '概率 0.81，下端 0.71 ≥ 0.65',
    );
    expect(explainReason('gain -6.4% <= -5.0%', 'zh-CN')).toBe('浮盈 −6.4% ≤ −5.0%');
    expect(explainReason('from peak -8.5% <= -8.0%', 'zh-CN')).toBe('距最高点 −8.5% ≤ −8.0%');
    expect(explainReason('resting at gain 8.0%', 'zh-CN')).toBe('日内挂单，浮盈 8.0% 触发');
    expect(explainReason('resting at -8.0% from peak', 'zh-CN')).toBe(
      '日内挂单，距最高点 −8.0% 触发',
    );
  });

  it('says in Chinese what risk control did', () => {
    expect(
      explainReason('risk control: drawdown 12.0%, limit 10.0%, at most 10.0% held', 'zh-CN'),
    ).toBe('风控：回撤 12.0%，限度 10.0%，最多持有 10.0%');
    expect(
      explainReason(
        'probability 0.71 >= 0.65; risk control: volatility 2.4%, limit 2.0%, at most 50.0% held',
        'zh-CN',
      ),
    ).toBe('概率 0.71 ≥ 0.65; 风控：波动 2.4%，限度 2.0%，最多持有 50.0%');
  });

  it('keeps English as it is but for the signs', () => {
    expect(explainReason('gain -6.4% <= -5.0%', 'en')).toBe('gain −6.4% ≤ −5.0%');
  });

  it('keeps a reason that it does not know', () => {
    expect(explainReason('rebalanced by hand', 'zh-CN')).toBe('rebalanced by hand');
  });
});

describe('markerTooltip', () => {
  const show = (reason: string, language: 'zh-CN' | 'en') =>
    markerTooltip(
      makeMarker('2024-05-06', 'trailingStop'),
      reason,
      '#123456',
      MESSAGES[language],
      createFormatter(language),
    );

  it('tells kind, date, raw price, shares, probability and reason', () => {
    const html = show('概率 0.71', 'zh-CN');
    for (const part of ['回撤止盈', '2024-05-06', '1,700.00', '200', '0.710', '概率 0.71']) {
      expect(html).toContain(part);
    }
  });

  it('lets no markup through', () => {
    expect(show('<script>', 'en')).not.toContain('<script>');
  });
});
