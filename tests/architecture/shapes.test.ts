import { describe, expect, it } from 'vitest';
import { checkName, checkSize, lineCount, median } from './shapes.ts';
import { listed, readSources } from './sourceFiles.ts';

const sources = readSources('src/**/*.ts', 'src/**/*.vue');
const all = [...sources, ...readSources('{tests,scripts,bench}/**/*.ts')];

describe('files', () => {
  it('have at most 400 lines, components 250', () => {
    expect(listed(all.flatMap(checkSize))).toEqual([]);
  });

  it('are mostly short: half of the sources have at most 90 lines', () => {
    expect(median(sources.map(({ text }) => lineCount(text)))).toBeLessThanOrEqual(90);
  });

  it('are named after what is inside, camelCase.ts or PascalCase.vue', () => {
    expect(listed(all.flatMap(checkName))).toEqual([]);
  });
});

describe('the checks', () => {
  it('refuse files that are too long', () => {
    const text = 'x\n'.repeat(251);
    expect(checkSize({ path: 'src/renderer/A.vue', text })).toHaveLength(1);
    expect(checkSize({ path: 'src/main/a.ts', text })).toEqual([]);
    expect(checkSize({ path: 'src/main/a.ts', text: 'x\n'.repeat(401) })).toHaveLength(1);
  });

  it('take the lower middle as the median', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2);
  });

  it.each([
    'src/main/jobs/run-timing.ts',
    'src/main/jobs/RunTiming.ts',
    'src/renderer/pages/reportPage.vue',
    'src/main/utils/a.ts',
    'src/main/jobs/jobManager.ts',
    'src/main/jobs/dateHelpers.ts',
    'src/main/lib/common.ts',
  ])('refuse the name %s', (path) => {
    expect(checkName({ path })).toHaveLength(1);
  });

  it.each([
    'src/main/jobs/runTiming.ts',
    'src/renderer/pages/ReportPage.vue',
    'src/main/store/migrations/0001-initial.ts',
    'src/renderer/env.d.ts',
    'tests/unit/lib/dates.test.ts',
  ])('allow the name %s', (path) => {
    expect(checkName({ path })).toEqual([]);
  });
});
