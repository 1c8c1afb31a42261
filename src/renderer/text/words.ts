import type { Board, MarkerKind, RejectionReason, Side } from '#shared/domain.ts';
import { MODELS } from '#shared/models.ts';
import type { AnyModel } from '#shared/models.ts';
import type { RunConfig, RunState } from '#shared/runs.ts';

type Preset = RunConfig['preset'];

const namesIn = (language: 'zh' | 'en'): Record<AnyModel, string> =>
  Object.fromEntries(
    Object.entries(MODELS).map(([kind, entry]) => [kind, entry[language].label]),
  ) as Record<AnyModel, string>;
const zhModels = namesIn('zh');
const enModels = namesIn('en');
const zhShortModels: Record<AnyModel, string> = {
  ...zhModels,
  bilstm: 'BiLSTM',
  lstmAttention: 'LSTM+注意力',
  tcn: 'TCN',
  cnn: 'CNN',
  priceBilstm: '双层 BiLSTM',
  graphAttention: '图注意力',
  trees: '提升树',
};
const enShortModels: Record<AnyModel, string> = {
  ...enModels,
  bilstm: 'BiLSTM',
  lstmAttention: 'LSTM-attention',
  logistic: 'Logistic',
  cnn: 'CNN',
  priceBilstm: '2 × BiLSTM',
  trees: 'Trees',
  ridge: 'Ridge',
};

const zhPresets: Record<Preset, string> = {
  't-timing': '个股择时',
  'lstm-select': 'LSTM 选股',
  'cnn-select': 'CNN 选股',
  'lstm-top30': 'LSTM 前 30',
  'multi-factor': '多因子',
  'portfolio-transformer': '组合 Transformer',
};
const enPresets: Record<Preset, string> = {
  't-timing': 'Timing',
  'lstm-select': 'LSTM selection',
  'cnn-select': 'CNN selection',
  'lstm-top30': 'LSTM top 30',
  'multi-factor': 'Multi-factor',
  'portfolio-transformer': 'Portfolio Transformer',
};

const zhMarkers: Record<MarkerKind, string> = {
  buy: '买入',
  sell: '卖出',
  reduce: '分步减仓',
  stopLoss: '止损',
  takeProfit: '止盈',
  trailingStop: '回撤止盈',
};
const enMarkers: Record<MarkerKind, string> = {
  buy: 'Buy',
  sell: 'Sell',
  reduce: 'Staged reduce',
  stopLoss: 'Stop-loss',
  takeProfit: 'Take-profit',
  trailingStop: 'Trailing stop',
};

const zhBoards: Record<Board, string> = {
  main: '主板',
  chinext: '创业板',
  star: '科创板',
  bse: '北交所',
  etf: 'ETF',
  index: '指数',
  hk: '港股',
  us: '美股',
};
const enBoards: Record<Board, string> = {
  main: 'Main',
  chinext: 'ChiNext',
  star: 'STAR',
  bse: 'BSE',
  etf: 'ETF',
  index: 'Index',
  hk: 'Hong Kong',
  us: 'US',
};

const zhRejections: Record<RejectionReason, string> = {
  limitUp: '涨停封板，买不进',
  limitDown: '跌停封板，卖不出',
  suspended: '停牌',
  noCash: '可用资金不足',
  notSellable: '当日买入，T+1 不可卖',
  belowLot: '不足一手',
  volumeCap: '超过当日成交量占比上限',
};
const enRejections: Record<RejectionReason, string> = {
  limitUp: 'Locked at the upper limit: nothing to buy',
  limitDown: 'Locked at the lower limit: nobody to sell to',
  suspended: 'Suspended',
  noCash: 'Not enough cash',
  notSellable: 'Bought the same day: not sellable under T+1',
  belowLot: 'Less than one lot',
  volumeCap: 'Above the allowed share of the day’s volume',
};

const zhStates: Record<RunState, string> = {
  running: '运行中',
  done: '已完成',
  failed: '失败',
  cancelled: '已取消',
  interrupted: '已中断',
};
const enStates: Record<RunState, string> = {
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

const zhSides: Record<Side, string> = { buy: '买', sell: '卖' };
const enSides: Record<Side, string> = { buy: 'Buy', sell: 'Sell' };

export const zh = {
  product: 'ZuoT',
  productName: '做T台',
  nav: {
    label: '主导航',
    workspace: '个股',
    train: '训练回测',
    select: '选股',
    report: '报告',
    data: '数据',
    runs: '实验',
    settings: '设置',
  },
  presets: zhPresets,
  universes: { all: '全部 A 股', csi300: '沪深 300' },
  universeOf: (count: number) => `自选 ${count} 只`,
  models: zhModels,
  shortModels: zhShortModels,
  markers: zhMarkers,
  boards: zhBoards,
  rejections: zhRejections,
  states: zhStates,
  sides: zhSides,
  simulated: '模拟数据',
  simulatedHint: '由程序按固定种子生成的行情，不是任何真实股票；结果只用于演示。',
  skipToContent: '跳到正文',
  retry: '重试',
  cancel: '取消',
  cancelling: '正在取消…',
  close: '关闭',
  loading: '正在读取…',
  copy: '复制',
  copied: '已复制',
  confirm: '确定',
  search: '搜索代码或名称',
  days: (count: number) => `${count} 天`,
  tradingDays: (count: string) => `${count} 个交易日`,
  to: '至',
  symbols: (first: string, count: number) => (count > 1 ? `${first} 等 ${count} 只` : first),
  engine: {
    ready: '引擎就绪',
    connecting: '正在连接引擎…',
    restartingTitle: '计算引擎意外退出，正在自动重启',
    restartingBody: '已保存的数据不受影响；未完成的训练会从最后完成的一折继续。',
    failedTitle: '计算引擎没能启动',
    failedBody: '请关闭并重新打开程序；若仍失败，运行 npm run zuot -- doctor 查看原因。',
    recovered: '引擎已恢复',
  },
  backend: {
    native: '原生 TensorFlow',
    script: 'JavaScript 后端',
    nativeHint: '训练使用本机原生 TensorFlow，速度正常。',
    scriptHint: '没有加载原生 TensorFlow，训练会慢很多，结果定义相同。',
    reason: '原因',
    fix: '解决：联网后重新运行 npm start，程序会自动准备原生库；npm run zuot -- doctor 可查看详情。',
    version: '版本',
  },
  jobs: {
    title: '正在进行的任务',
    none: '没有正在进行的任务',
    running: (count: number) => `${count} 个任务进行中`,
    failed: (name: string) => `${name}失败`,
    methods: {
      'bars.update': '下载行情',
      'bars.import': '导入 CSV',
      'bars.importPaths': '导入 CSV',
      'instruments.update': '刷新品种名录',
      'calendar.update': '更新交易日历',
      'minutes.update': '下载分钟线',
      'downloads.resume': '继续下载',
      'bars.export': '导出 CSV',
      'health.check': '检查行情',
      'spot.refresh': '刷新实时价',
      'store.backup': '备份数据库',
      'store.restore': '恢复备份',
      'store.check': '检查数据库',
      'sample.run': '示例训练',
      'run.timing': '训练回测',
      'run.select': '选股',
      'factor.evaluate': '计算因子',
      'run.resume': '继续训练',
      'search.start': '参数搜索',
      'search.resume': '继续搜索',
      'runs.monitor': '检查漂移',
      'runs.explain': '解释预测',
      'runs.importance': '计算重要度',
    } as Record<string, string>,
    starting: '准备中',
  },
  theme: { label: '主题', system: '跟随系统', light: '浅色', dark: '深色' },
  languageLabel: '语言',
  firstStart: {
    title: '正在用模拟数据演示一遍完整流程',
    doneTitle: '示例已跑完：下面是模拟数据上的信号',
    body: '首次启动会自动生成一段模拟行情、训练模型并回测，图中买卖标记与报告均来自模拟数据。',
    progress: '看训练过程',
    action: '导入真实行情',
    report: '看示例报告',
    dismiss: '知道了',
  },
};

export const en: typeof zh = {
  product: 'ZuoT',
  productName: '做T台',
  nav: {
    label: 'Main navigation',
    workspace: 'Workspace',
    train: 'Train',
    select: 'Select',
    report: 'Report',
    data: 'Data',
    runs: 'Runs',
    settings: 'Settings',
  },
  presets: enPresets,
  universes: { all: 'all A shares', csi300: 'CSI 300' },
  universeOf: (count: number) => `${count} chosen`,
  models: enModels,
  shortModels: enShortModels,
  markers: enMarkers,
  boards: enBoards,
  rejections: enRejections,
  states: enStates,
  sides: enSides,
  simulated: 'Simulated',
  simulatedHint:
    'Prices generated by the program from a fixed seed, not those of any real stock; results are for demonstration only.',
  skipToContent: 'Skip to content',
  retry: 'Try again',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  close: 'Close',
  loading: 'Loading…',
  copy: 'Copy',
  copied: 'Copied',
  confirm: 'OK',
  search: 'Search code or name',
  days: (count) => `${count} d`,
  tradingDays: (count) => `${count} trading days`,
  to: 'to',
  symbols: (first, count) => (count > 1 ? `${first} + ${count - 1} more` : first),
  engine: {
    ready: 'Engine ready',
    connecting: 'Connecting to the engine…',
    restartingTitle: 'The engine stopped unexpectedly and is being restarted',
    restartingBody:
      'Stored data is safe; unfinished training continues from its last finished fold.',
    failedTitle: 'The engine could not be started',
    failedBody:
      'Close and reopen the app; if that does not help, run npm run zuot -- doctor to see why.',
    recovered: 'The engine is back',
  },
  backend: {
    native: 'Native TensorFlow',
    script: 'JavaScript backend',
    nativeHint: 'Training uses native TensorFlow on this machine, at normal speed.',
    scriptHint:
      'Native TensorFlow is not loaded: training is much slower, the figures keep their meaning.',
    reason: 'Why',
    fix: 'To fix: run npm start again while online, it prepares the native library by itself; npm run zuot -- doctor tells more.',
    version: 'Version',
  },
  jobs: {
    title: 'Running jobs',
    none: 'Nothing is running',
    running: (count) => (count === 1 ? '1 job running' : `${count} jobs running`),
    failed: (name) => `${name} failed`,
    methods: {
      'bars.update': 'Downloading bars',
      'bars.import': 'Importing CSV',
      'bars.importPaths': 'Importing CSV',
      'instruments.update': 'Refreshing lists',
      'calendar.update': 'Updating the calendar',
      'minutes.update': 'Downloading minutes',
      'downloads.resume': 'Going on downloading',
      'bars.export': 'Exporting CSV',
      'health.check': 'Checking bars',
      'spot.refresh': 'Refreshing prices',
      'store.backup': 'Backing up',
      'store.restore': 'Restoring a backup',
      'store.check': 'Checking the database',
      'sample.run': 'Sample run',
      'run.timing': 'Train & backtest',
      'run.select': 'Select',
      'factor.evaluate': 'Evaluate factor',
      'run.resume': 'Resuming run',
      'search.start': 'Searching settings',
      'search.resume': 'Resuming search',
      'runs.monitor': 'Checking for drift',
      'runs.explain': 'Explaining',
      'runs.importance': 'Measuring importance',
    },
    starting: 'Getting ready',
  },
  theme: { label: 'Theme', system: 'System', light: 'Light', dark: 'Dark' },
  languageLabel: 'Language',
  firstStart: {
    title: 'Running the whole workflow once on simulated data',
    doneTitle: 'The sample run is done: these are its signals on simulated data',
    body: 'On first start the app simulates a market, trains a model and backtests it; markers and report come from simulated data.',
    progress: 'Watch training',
    action: 'Add real data',
    report: 'Open sample report',
    dismiss: 'Got it',
  },
};
