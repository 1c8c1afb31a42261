import type { PredictionBand, SelectionQuality, SelectionReport } from '#shared/selection.ts';
import { count, decimal, direction, percent, share } from './format.ts';
import { qualityTable } from './qualityTable.ts';
import type { QualityRow } from './qualityTable.ts';
import { nothing } from './records.ts';
import { coordinate, linearScale } from './scale.ts';
import { html } from './safeHtml.ts';
import type { SafeHtml } from './safeHtml.ts';

const three = (value: number | null): string => decimal(value, 3);

type ScoresOf = { quality: SelectionQuality; band?: PredictionBand };

/** How the scores ordered what came of them, beside ridge regression's. */
export function scoreQuality({ quality, band, baselines: { ridge } }: SelectionReport): SafeHtml {
  const rows: QualityRow<ScoresOf>[] = [
    ['IC', 'mean daily correlation', ({ quality: of }) => three(of.ic)],
    ['RankIC', 'of ranks', ({ quality: of }) => three(of.rankIc)],
    ['ICIR', 'mean / deviation', ({ quality: of }) => three(of.icRatio)],
    ['RankICIR', 'of ranks', ({ quality: of }) => three(of.rankIcRatio)],
    ['均方误差 MSE', 'standardised', ({ quality: of }) => three(of.meanSquaredError)],
    ['平均绝对误差 MAE', 'standardised', ({ quality: of }) => three(of.meanAbsoluteError)],
    ['有结果的得分', 'scores with outcome', ({ quality: of }) => count(of.count)],
    ...(band ? [coverageRow(band)] : []),
  ];
  return html`<p class="hint">只看样本外得分，不看交易；按每个交易日的横截面计算。</p>
    ${qualityTable(rows, { quality, band }, '岭回归', ridge)}`;
}

const coverageRow = ({ level }: PredictionBand): QualityRow<ScoresOf> => [
  `${share(level, 0)} 区间覆盖率`,
  'outcomes inside the band',
  ({ band }) => share(band?.coverage ?? null),
];

const WIDTH = 500;
const [TOP, BOTTOM] = [26, 176];

/** Mean outcome by group of scores, the worst scores left. */
export function decilePicture({ quality: { deciles } }: SelectionReport): SafeHtml {
  if (deciles.length === 0) return nothing('股票太少，无法分组。', 'Too few symbols to group.');
  const y = linearScale(Math.min(0, ...deciles), Math.max(0, ...deciles), BOTTOM, TOP);
  const step = WIDTH / deciles.length;
  return html`<p class="hint">
      按当日得分从低到高分为 ${deciles.length} 组，各组此后的平均收益（未扣成本）。
    </p>
    <svg viewBox="0 0 ${WIDTH} 206" role="img" aria-label="分组收益 outcome by group of scores">
      ${deciles.map((value, i) => {
        const [low, high] = [Math.max(y(value), y(0)), Math.min(y(value), y(0))];
        const middle = coordinate((i + 0.5) * step);
        return html`<rect
            class="column ${direction(value)}"
            x="${coordinate(i * step + step * 0.14)}"
            width="${coordinate(step * 0.72)}"
            y="${coordinate(high)}"
            height="${coordinate(Math.max(0.5, low - high))}"
          /><text
            x="${middle}"
            y="${coordinate(value < 0 ? low + 13 : high - 5)}"
            text-anchor="middle"
            >${percent(value)}</text
          ><text x="${middle}" y="202" text-anchor="middle">${i + 1}</text>`;
      })}
      <line class="grid" x1="0" x2="${WIDTH}" y1="${coordinate(y(0))}" y2="${coordinate(y(0))}" />
    </svg>`;
}

/** Mean of the daily correlations, month by month. */
export const monthlyCorrelations = ({ quality: { monthly } }: SelectionReport): SafeHtml =>
  html`<div class="scroll tall">
    <table>
      <thead>
        <tr>
          <th>月份</th>
          <th>IC</th>
          <th>RankIC</th>
        </tr>
      </thead>
      <tbody>
        ${monthly.map(
          ({ month, ic, rankIc }) =>
            html`<tr>
              <td>${month}</td>
              <td class="${direction(ic)}">${three(ic)}</td>
              <td class="${direction(rankIc)}">${three(rankIc)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
