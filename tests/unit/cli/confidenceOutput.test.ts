import { expect, it } from 'vitest';
import { describeConfidence, describeRisk } from '#main/cli/confidenceOutput.ts';
import { makeReport } from '#tests/fixtures/makeReport.ts';

const event = {
  ...{ kind: 'drawdown' as const, from: '2024-01-03', to: '2024-02-01', days: 20, isOpen: true },
  ...{ value: 0.12, threshold: 0.1, limit: 0.1, exposure: 0.9, laterExposure: null },
};

it('says how certain predictions were and how they fared far out', () => {
  const report = makeReport({
    band: { level: 0.9, meanWidth: 0.3, count: 990, coverage: 0.7 },
    distance: {
      ...{ bound: 0.99, count: 1000, outsideShare: 0.125 },
      inside: { count: 870, error: 0.25 },
      outside: { count: 0, error: null },
    },
  });
  expect(describeConfidence(report)).toEqual([
    '90.0% band: 0.30 wide on average, held the share that came true for 70.0% of 990 predictions',
    'inputs beyond 99.0% of the training windows: 12.5% of 1000 predictions; no Brier known, within Brier 0.250 of 870',
  ]);
  expect(describeConfidence(makeReport())).toEqual([]);
});

it('lists the stretches on which risk control held the account down', () => {
  const [head, table] = describeRisk(
    makeReport({ risk: { events: [event], days: 20, closes: 90 } }),
  );
  expect(head).toBe('risk control: 1 stretches, 20 of 90 closes under a limit');
  expect(
    table
      .split('\n')[1]
      .trim()
      .split(/\s{2,}/),
  ).toEqual([
    ...['2024-01-03', '2024-02-01 (still)', '20', 'drawdown', '12.0%', '10.0%'],
    ...['10.0%', '90.0%', '–'],
  ]);
  expect(describeRisk(makeReport())).toEqual([]);
  expect(describeRisk(makeReport({ risk: { events: [], days: 0, closes: 9 } }))).toHaveLength(1);
});

it('says once that no error is known where none of any prediction is', () => {
  const none = { count: 0, error: null };
  const distance = { bound: 0.99, count: 1000, outsideShare: 0.125, inside: none, outside: none };
  const [line] = describeConfidence(makeReport({ distance }));
  expect(line.match(/no Brier known/g)).toHaveLength(1);
});
