import type { BacktestResult } from '#main/backtest/types.ts';
import { toIsoDate } from '#main/lib/dates.ts';
import type { BackendInfo } from '#shared/run.ts';
import type { SelectionConfig } from '#shared/selection.ts';
import type { SelectionPreset } from '#shared/selectionSettings.ts';

const ROTATION = [
  'Statistics that scale inputs and labels come from the training part; the published system scales each span by itself.',
  'Prices are raw and ex-dates are posted to the account; the published system trades backward-adjusted prices.',
  'An order lives one day: what the market refuses is decided anew at the next close.',
];

/** Where a preset departs from its document, whatever the settings. */
const DEPARTURES: Record<SelectionPreset, readonly string[]> = {
  'lstm-select': [
    'Windows are read step by step along time; the published reshape runs the network over the factors.',
    'The recurrent activation is a sigmoid unless set otherwise; the published network uses a hard sigmoid.',
    ...ROTATION,
  ],
  'cnn-select': [
    'Outliers are kept and labels are not cut into classes unless set otherwise: the published text speaks of both, its code does neither.',
    ...ROTATION,
  ],
  'multi-factor': [
    'Value and quality come from stored PE and PB; what the store does not have is left out.',
    'Each stock has a model of its own, fitted on its own bars; scores of different stocks are compared all the same, as published.',
    'What is chosen at the first close of a month is traded at the next open.',
  ],
  'portfolio-transformer': [
    'Statistics that scale inputs come from the training part.',
    'The Sharpe ratio of training is that of consecutive days in one batch; the published batches are drawn in any order.',
    'What is weighed at a close is traded at the next open, with the costs of the exchange; training counts turnover only roughly.',
  ],
  'lstm-top30': [
    'Statistics that scale prices come from the training part of each symbol.',
    'The published system averages the returns of the best without costs, lots or limits: that curve stands beside the account as the ideal one.',
    'What is chosen at a close is traded at the next open; the published curve earns the night in between as well.',
  ],
};

/** What a reader must know to judge the figures: departures from the published system, and doubts. */
export function selectionNotes(
  config: SelectionConfig,
  backend: BackendInfo,
  account: Pick<
    BacktestResult,
    'rejections' | 'fills' | 'endedSeries' | 'equity' | 'positionValue'
  >,
): string[] {
  return [
    ...DEPARTURES[config.preset],
    ...rulesNotes(config),
    ...rejectionNotes(account),
    investedNote(account),
    ...account.endedSeries.map(
      ({ symbol, lastDate }) =>
        `${symbol} has no bars after ${toIsoDate(lastDate)}; it is valued at that close.`,
    ),
    ...backendNotes(config, backend),
  ];
}

function rulesNotes({ settings }: SelectionConfig): string[] {
  const { rules, allowSt, minListedBars, commission } = settings;
  const listing =
    minListedBars > 0
      ? [`Symbols with fewer than ${minListedBars} bars are not bought; the document buys them.`]
      : [];
  const st = allowSt ? [] : ['Symbols under ST are not bought; the document buys them.'];
  const market =
    rules === 'exchange'
      ? 'The rules of the exchange hold: T+1, price limits, lots, dated taxes and fees; the document knows none of them.'
      : `Rules of the document: any part of a share, no price limits, sold on the day of purchase if asked, ${percent(commission)} to buy and ${percent(commission + 0.001)} to sell. No exchange would have filled this.`;
  return [market, ...st, ...listing];
}

/** 0.0003 → 0.03% */
const percent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;

function rejectionNotes({
  rejections,
  fills,
}: Pick<BacktestResult, 'rejections' | 'fills'>): string[] {
  const small = rejections.filter(({ reason, side }) => reason === 'belowLot' && side === 'buy');
  if (small.length === 0) return [];
  const symbols = new Set(small.map(({ symbol }) => symbol)).size;
  const bought = fills.filter(({ side }) => side === 'buy').length;
  return [
    `Below one lot: ${small.length} purchases in ${symbols} symbols were not made beside ${bought} that were; a larger account would have made them.`,
  ];
}

function investedNote({
  equity,
  positionValue,
}: Pick<BacktestResult, 'equity' | 'positionValue'>): string {
  const sum = positionValue.reduce((total, value, day) => total + value / equity[day], 0);
  return `Invested: ${Math.round((100 * sum) / equity.length)}% of equity on an average day.`;
}

function backendNotes({ model }: SelectionConfig, { isNative }: BackendInfo): string[] {
  return isNative || model === 'ridge'
    ? []
    : ['Trained on the JavaScript backend; native TensorFlow gives slightly other figures.'];
}
