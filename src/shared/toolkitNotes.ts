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
    /^Inputs that moved: (\d+) of (\d+) beyond (\S+?), most (.+); over (\d+) bars chance alone gives about ([\d.]+),.*$/,
    '$2 个输入中有 $1 个偏移超过 $3，最大的是 $4；$5 根行情单凭偶然约为 $6，相邻行情相近时更高。',
  ],
  [
    /^Inputs that moved: (\d+) of (\d+) beyond (\S+); over (\d+) bars chance alone gives about ([\d.]+),.*$/,
    '$2 个输入中有 $1 个偏移超过 $3；$4 根行情单凭偶然约为 $5，相邻行情相近时更高。',
  ],
  [
    /^Inputs that moved: (\d+) of (\d+), most (.+)\.$/,
    '$2 个输入中有 $1 个明显偏移，最大的是 $3。',
  ],
  [/^Changed bars: .*$/, '行情已变：库中的日线与运行当时不同，误差与偏移可能只是由此而来。'],
  [
    /^No model of (\S+) is stored: newer bars are not predicted\.$/,
    '没有保存 $1 的模型：新行情无法预测。',
  ],
  [
    /^The stored model does not read one window at a time: newer bars are not predicted\.$/,
    '保存的模型不是逐窗口预测的：新行情无法预测。',
  ],
  [
    /^Lower ends of the band: (\S+) to (\S+), half of them above (\S+);.*$/,
    '区间下端在 $1 与 $2 之间，中位数 $3；要求区间（requireBand）时，minReturn 设为 $2 或更高则什么也不会买。',
  ],
  [
    /^Nothing could be bought: none of (\d+) predictions met (.+?)(?: together)?\.$/,
    '没有可买的：$1 个预测中没有一个满足 $2 的全部要求。',
  ],
  [/^Never met: (\w+); no .+ known\.$/, '从未满足 $1：没有所需的数值。'],
  [
    /^Never met: requireBand; .+ highest (\S+), asked for (\S+): .*$/,
    '从未满足 requireBand：区间下端最高 $1，要求 $2；可用 calibration=platt 使区间变窄，或调低 buyProbability。',
  ],
  [
    /^Never met: (\w+); .+ highest (\S+), asked for (\S+): .*$/,
    '从未满足 $1：最高只到 $2，要求 $3；请调低它。',
  ],
  [
    /^Never met: (\w+); .+ lowest (\S+), asked for (\S+): .*$/,
    '从未满足 $1：最低也有 $2，要求 $3；请调高它。',
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
