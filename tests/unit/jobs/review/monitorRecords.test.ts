import { describe, expect, it } from 'vitest';
import { addError, judge } from '#main/jobs/review/monitorRecords.ts';
import type { ErrorsByDate, MonitorFindings } from '#main/jobs/review/monitorRecords.ts';
import { createRandom } from '#main/lib/random.ts';
import { weekdays } from '#tests/fixtures/weekdays.ts';
import { ZH_TOOLKIT_NOTES } from '#shared/toolkitNotes.ts';

/** Days on which two symbols are predicted with a given error. */
function errorsOf(days: number, from: number, size: number, seed: number): ErrorsByDate {
  const random = createRandom(seed);
  const errors: ErrorsByDate = new Map();
  for (const date of weekdays(from, days)) {
    for (let symbol = 0; symbol < 2; symbol++) addError(errors, date, size * random.normal(), 0);
  }
  return errors;
}

const found = (live: ErrorsByDate, more: Partial<MonitorFindings> = {}): MonitorFindings => ({
  baseline: errorsOf(200, 20200102, 1, 1),
  live,
  shifts: [],
  evidence: [],
  lastDate: 20211231,
  ...more,
});

describe('judging a run', () => {
  it('is stable while errors are those of before', () => {
    const report = judge('r', found(errorsOf(60, 20210104, 1, 2)), 5);
    expect(report).toMatchObject({ state: 'stable', proposal: { retrain: false, to: null } });
    expect(report.records).toHaveLength(60);
    expect(report.baseline).toMatchObject({ from: '2020-01-02', records: 200 });
    expect(report.evidence[0]).toContain('60 days since');
  });

  it('tells of drift with its day, and proposes to train with all bars', () => {
    const report = judge('r', found(errorsOf(60, 20210104, 2, 3)), 5);
    expect(report.state).toBe('drift');
    expect(report.sumRule.since! > '2021-01-04').toBe(true);
    expect(report.proposal).toEqual({ retrain: true, to: '2021-12-31' });
    expect(report.ratioRule.ratio).toBeGreaterThan(1.5);
  });

  it('says nothing before there is enough on either side', () => {
    const live = errorsOf(60, 20210104, 3, 3);
    const early = judge('r', found(errorsOf(10, 20210104, 3, 3)), 5);
    const short = judge('r', found(live, { baseline: errorsOf(29, 20200102, 1, 1) }), 5);
    for (const report of [early, short, judge('r', found(new Map()), 5)]) {
      expect(report.state).toBe('tooFew');
      expect(report.proposal.retrain).toBe(false);
      expect(report.evidence.at(-1)).toContain('Too few days');
    }
  });

  it('counts a day once, whatever the number of symbols', () => {
    const errors: ErrorsByDate = new Map();
    addError(errors, 20210105, 0.5, 0);
    addError(errors, 20210105, 1, 0);
    addError(errors, 20210104, 0, 1);
    const { live } = judge('r', found(errors), 5);
    expect(live).toEqual({
      from: '2021-01-04',
      to: '2021-01-05',
      records: 2,
      meanSquaredError: 0.8125,
    });
  });

  it('names the inputs that moved most', () => {
    const shifts = [
      { feature: 'rsi', index: 0.9 },
      { feature: 'obv', index: 0.1 },
    ];
    const errors = errorsOf(60, 20210104, 1, 2);
    const { evidence } = judge('r', found(errors, { shifts, shiftBars: 60 }), 5);
    expect(evidence.at(-1)).toMatch(
      /^Inputs that moved: 1 of 2 beyond 0.36, most rsi 0.90; over 60/,
    );
  });

  it('does not count what so few bars give by chance, and says how much that is', () => {
    const shifts = [{ feature: 'rsi', index: 0.8 }];
    const errors = errorsOf(60, 20210104, 1, 2);
    const few = judge('r', found(errors, { shifts, shiftBars: 25 }), 5);
    expect(few.shiftChance).toEqual({ bars: 25, mean: 0.36, marked: 21.67 / 25 });
    expect(few.evidence.at(-1)).toMatch(
      /^Inputs that moved: 0 of 1 beyond 0.87; over 25 bars chance alone gives about 0.36,/,
    );
    const many = judge('r', found(errors, { shifts, shiftBars: 500 }), 5);
    expect(many.evidence.at(-1)).toContain('1 of 1 beyond 0.25, most rsi 0.80');
    for (const { evidence } of [few, many]) {
      const known = ZH_TOOLKIT_NOTES.find(([pattern]) => pattern.test(evidence.at(-1)!))!;
      expect(evidence.at(-1)!.replace(...known)).toContain('根行情单凭偶然约为');
    }
  });
});
