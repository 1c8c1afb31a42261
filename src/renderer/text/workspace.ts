const zhOverlays = { ma: 'MA', boll: 'BOLL', macd: 'MACD', rsi: 'RSI', kdj: 'KDJ' };

export const zh = {
  title: '个股',
  pickSymbol: '选择股票',
  pickRun: '选择实验',
  noRun: '不显示实验',
  noRuns: '还没有这只股票的实验',
  period: {
    label: '周期',
    day: '日',
    week: '周',
    month: '月',
    minutes: (count: number) => `${count}分`,
    noMinutes: '还没有这个周期的分钟线，可在「数据」页下载',
  },
  spot: '现价',
  adjust: { label: '复权', none: '不复权', forward: '前复权', backward: '后复权' },
  overlays: zhOverlays,
  overlaysLabel: '指标',
  readout: {
    open: '开',
    high: '高',
    low: '低',
    close: '收',
    change: '涨跌',
    amplitude: '振幅',
    volume: '量',
    amount: '额',
  },
  panes: { volume: '成交量', probability: '上涨概率' },
  fold: (fold: number) => `第 ${fold} 折`,
  noPrediction: '无预测',
  buyLine: (value: string) => `买入 ≥ ${value}`,
  exitLine: (value: string) => `离场 < ${value}`,
  /** Shares as 手 (lots of 100), short. */
  volume: (shares: number) =>
    shares >= 1e10
      ? `${(shares / 1e10).toFixed(2)}亿手`
      : shares >= 1e6
        ? `${(shares / 1e6).toFixed(2)}万手`
        : `${(shares / 100).toFixed(0)}手`,
  /** The same without its unit, for an axis. */
  volumeShort: (shares: number) =>
    shares >= 1e10
      ? `${Number((shares / 1e10).toFixed(1))}亿`
      : shares >= 1e6
        ? `${Number((shares / 1e6).toFixed(1))}万`
        : (shares / 100).toFixed(0),
  amount: (yuan: number) =>
    yuan >= 1e8 ? `${(yuan / 1e8).toFixed(2)}亿` : `${(yuan / 1e4).toFixed(1)}万`,
  chartLabel: (name: string) => `${name} K 线图`,
  keys: '← → 平移 · ↑ ↓ 缩放 · Home / End 首尾 · 滚轮缩放、拖动平移 · Esc 取消选择',
  legend: '买卖标记',
  toggleKind: (kind: string, count: number) => `显示或隐藏${kind}，共 ${count} 个`,
  trades: '交易',
  tradesCount: (count: number) => `${count} 笔`,
  tradesEmpty: '这次实验没有完成的交易',
  tradesEmptyHint: '概率没有达到买入阈值，或买入后还没有卖出。',
  tradesNoRun: '没有选中的实验',
  tradesNoRunHint: '训练一次后，买卖标记和交易会出现在这里。',
  goTrain: '去训练',
  columns: { entry: '买入', exit: '卖出', days: '天', result: '收益率', profit: '盈亏' },
  openReport: '看报告',
  strategy: '策略',
  hold: '持有',
  universe: '等权股票池',
  predictedSpan: '预测区间',
  savePng: '保存图片',
  marker: {
    date: '日期',
    price: '成交价',
    shares: '股数',
    probability: '概率',
    reason: '原因',
    rawPrice: '（不复权）',
  },
  shares: (count: string) => `${count} 股`,
  detail: '选中的交易',
  detailNone: '点击一笔交易或图上的标记，查看价格、数量与原因。',
  heldDays: (days: number) => `持有 ${days} 个交易日`,
  empty: '还没有行情',
  emptyHint: '先在「数据」页下载或导入日线，再回到这里看 K 线。',
  goData: '去数据页',
  missing: (symbol: string) => `没有 ${symbol} 的行情`,
  missingHint: '它可能已被删除。换一只股票，或到「数据」页重新下载。',
  loadingBars: '正在读取行情…',
  latest: '最新',
};

export const en: typeof zh = {
  title: 'Workspace',
  pickSymbol: 'Choose a symbol',
  pickRun: 'Choose a run',
  noRun: 'Show no run',
  noRuns: 'No run of this symbol yet',
  period: {
    label: 'Period',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    minutes: (count) => `${count}m`,
    noMinutes: 'No minutes of this period yet; download them on the Data page',
  },
  spot: 'Now',
  adjust: { label: 'Adjusting', none: 'Raw', forward: 'Forward', backward: 'Backward' },
  overlays: zhOverlays,
  overlaysLabel: 'Indicators',
  readout: {
    open: 'O',
    high: 'H',
    low: 'L',
    close: 'C',
    change: 'Chg',
    amplitude: 'Range',
    volume: 'Vol',
    amount: 'Amt',
  },
  panes: { volume: 'Volume', probability: 'Probability of a rise' },
  fold: (fold) => `fold ${fold}`,
  noPrediction: 'no prediction',
  buyLine: (value) => `buy ≥ ${value}`,
  exitLine: (value) => `exit < ${value}`,
  volume: (shares) =>
    shares >= 1e9
      ? `${(shares / 1e9).toFixed(2)}B`
      : shares >= 1e6
        ? `${(shares / 1e6).toFixed(2)}M`
        : `${(shares / 1e3).toFixed(1)}K`,
  volumeShort: (shares) =>
    shares >= 1e9
      ? `${Number((shares / 1e9).toFixed(1))}B`
      : shares >= 1e6
        ? `${Number((shares / 1e6).toFixed(1))}M`
        : `${Number((shares / 1e3).toFixed(1))}K`,
  amount: (yuan) => (yuan >= 1e9 ? `${(yuan / 1e9).toFixed(2)}B` : `${(yuan / 1e6).toFixed(1)}M`),
  chartLabel: (name) => `Chart of ${name}`,
  keys: '← → pan · ↑ ↓ zoom · Home / End first and last · wheel zooms, drag pans · Esc deselects',
  legend: 'Markers',
  toggleKind: (kind, count) => `Show or hide ${kind}, ${count} in all`,
  trades: 'Trades',
  tradesCount: (count) => `${count}`,
  tradesEmpty: 'This run closed no trade',
  tradesEmptyHint:
    'The probability never reached the buying threshold, or nothing bought was sold yet.',
  tradesNoRun: 'No run selected',
  tradesNoRunHint: 'Train once, and its markers and trades appear here.',
  goTrain: 'Go to Train',
  columns: { entry: 'Entry', exit: 'Exit', days: 'Days', result: 'Return', profit: 'Profit' },
  openReport: 'Report',
  strategy: 'Strategy',
  hold: 'Hold',
  universe: 'Universe',
  predictedSpan: 'Predicted span',
  savePng: 'Save picture',
  marker: {
    date: 'Date',
    price: 'Price',
    shares: 'Shares',
    probability: 'Probability',
    reason: 'Reason',
    rawPrice: ' (raw)',
  },
  shares: (count) => count,
  detail: 'Selected trade',
  detailNone: 'Click a trade, or a marker on the chart, for its price, size and reason.',
  heldDays: (days) => (days === 1 ? '1 trading day' : `${days} trading days`),
  empty: 'No bars yet',
  emptyHint: 'Download or import daily bars on the Data page first, then see them here.',
  goData: 'Go to Data',
  missing: (symbol) => `No bars of ${symbol}`,
  missingHint: 'They may have been removed. Choose another symbol, or download them again.',
  loadingBars: 'Reading bars…',
  latest: 'Latest',
};
