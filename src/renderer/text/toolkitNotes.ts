/** English evidence of monitoring and of bands → Chinese; figures are carried over. */
export const ZH_TOOLKIT_NOTES: [RegExp, string][] = [
  [
    /^Too few days to judge: (\d+) of at least (\d+) before and (\d+) of at least (\d+) since\.$/,
    '天数太少，还不能判断：之前 $1 天（至少 $2 天），之后 $3 天（至少 $4 天）。',
  ],
  [
    /^Mean squared error: (\S+) over (\d+) days since, (\S+) over (\d+) before\.$/,
    '均方误差：之后 $2 天为 $1，之前 $4 天为 $3。',
  ],
  [
    /^Sum of excess errors: at most (\S+) of (\S+?), passed on (\S+)\.$/,
    '累积超额误差最高 $1，界限 $2，于 $3 越过。',
  ],
  [/^Sum of excess errors: at most (\S+) of (\S+)\.$/, '累积超额误差最高 $1，界限 $2，没有越过。'],
  [
    /^Last 5 days: (\S+) × the baseline, beyond (\S+)\.$/,
    '近 5 天的误差为基准的 $1 倍，超过 $2 倍。',
  ],
  [
    /^Last 5 days: (\S+) × the baseline, within (\S+)\.$/,
    '近 5 天的误差为基准的 $1 倍，没有超过 $2 倍。',
  ],
  [
    /^Inputs that moved: (\d+) of (\d+), most (.+)\.$/,
    '$2 个输入中有 $1 个明显偏移，最大的是 $3。',
  ],
  [
    /^No model of (\S+) is stored: newer bars are not predicted\.$/,
    '没有保存 $1 的模型：新行情无法预测。',
  ],
  [
    /^The stored model does not read one window at a time: newer bars are not predicted\.$/,
    '保存的模型不是逐窗口预测的：新行情无法预测。',
  ],
  [
    /^The 90% band covered (\S+) of (\d+) outcomes \(95% interval (\S+) to (\S+)\): it is too narrow\.$/,
    '90% 区间只覆盖了 $2 个结果中的 $1（95% 置信 $3 – $4）：区间偏窄。',
  ],
  [
    /^The 90% band covered (\S+) of (\d+) outcomes \(95% interval (\S+) to (\S+)\): it is too wide\.$/,
    '90% 区间覆盖了 $2 个结果中的 $1（95% 置信 $3 – $4）：区间偏宽。',
  ],
  [
    /^The 90% band of the probabilities held the share that came true for (\S+) of (\d+) predictions only: it is too narrow\.$/,
    '概率的 90% 区间只对 $2 个预测中的 $1 包住了实际上涨的比例：区间偏窄。',
  ],
];
