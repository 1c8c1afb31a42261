/** English notes of cross-sectional runs → Chinese; figures are carried over. */
export const ZH_SELECTION_NOTES: [RegExp, string][] = [
  [
    /^Statistics that scale inputs and labels come from the training part;.*$/,
    '输入与标签的标准化统计量只取训练段；原文对每一段各自标准化。',
  ],
  [
    /^Prices are raw and ex-dates are posted to the account;.*$/,
    '按原始价成交，除权除息记入账户；原文用后复权价交易。',
  ],
  [/^An order lives one day:.*$/, '委托当日有效：市场没有成交的，次日收盘重新决定。'],
  [
    /^Windows are read step by step along time;.*$/,
    '样本沿时间逐步读入；原文的变形使网络沿因子方向运行。',
  ],
  [
    /^The recurrent activation is a sigmoid unless set otherwise;.*$/,
    '门控函数默认为 Sigmoid；原文使用分段线性。',
  ],
  [
    /^Outliers are kept and labels are not cut into classes.*$/,
    '默认不剔除极端样本、不把标签分档：原文文字提到两者，代码都没有做。',
  ],
  [
    /^Statistics that scale prices come from the training part of each symbol\.$/,
    '价格的标准化统计量取自每只股票自己的训练段。',
  ],
  [
    /^The published system averages the returns of the best without costs.*$/,
    '原文直接平均前列股票的收益，不计成本、整手与涨跌停；该曲线作为理想曲线列在账户旁。',
  ],
  [
    /^What is chosen at a close is traded at the next open;.*$/,
    '收盘选出的股票在次日开盘成交；原文曲线把中间那一夜的涨跌也算作收益。',
  ],
  [
    /^Value and quality come from stored PE and PB;.*$/,
    '价值与质量因子取自库中的市盈率、市净率；库中没有的不用。',
  ],
  [
    /^Each stock has a model of its own, fitted on its own bars;.*$/,
    '每只股票单独训练自己的模型；不同股票的得分仍按原文直接比较。',
  ],
  [/^What is chosen at the first close of a month.*$/, '每月第一个收盘选出，次日开盘成交。'],
  [
    /^Statistics that scale inputs come from the training part\.$/,
    '输入的标准化统计量只取训练段。',
  ],
  [
    /^The Sharpe ratio of training is that of consecutive days.*$/,
    '训练用的夏普取一批连续交易日；原文的批次顺序任意。',
  ],
  [
    /^What is weighed at a close is traded at the next open, with.*$/,
    '收盘给出的权重在次日开盘成交，按交易所规则计费；训练中的换手成本只是近似。',
  ],
  [
    /^Left out: (.+); the store has no PE and PB for these symbols\.$/,
    '未使用的因子（共 $1）：库中没有这些股票的市盈率、市净率。',
  ],
  [
    /^Sectors: no stored list is as old as the run;.*$/,
    '行业：库中没有早于回测区间的名单，改把同一板块的股票归为一组。',
  ],
  [
    /^Sectors: (\d+) stored list\(s\), the first of (\S+); on (\d+) of (\d+) dates.*$/,
    '行业：使用库中 $1 份名单，最早一份为 $2；$4 个交易日中此前的 $3 天改按板块分组。',
  ],
  [
    /^The rules of the exchange hold:.*$/,
    '执行交易所规则：T+1、涨跌停、整手、按日期的税费；原文都没有考虑。',
  ],
  [
    /^Rules of the document:.*(\S+%) to buy and (\S+%) to sell\..*$/,
    '文献假设：可买卖零碎股、无涨跌停、当日买入可卖，买入 $1、卖出 $2；真实市场不会这样成交。',
  ],
  [/^Symbols under ST are not bought;.*$/, '不买入 ST 股票；原文会买。'],
  [
    /^Symbols with fewer than (\d+) bars are not bought;.*$/,
    '不买入上市不足 $1 根日线的股票；原文会买。',
  ],
  [
    /^Below one lot: (\d+) purchases in (\d+) symbols were not made beside (\d+) that were;.*$/,
    '不足一手：$2 只股票共 $1 次买入没有做成（做成 $3 次）；资金更多时可以买入。',
  ],
  [
    /^Equal scores: on (\d+) of (\d+) days the last place.*$/,
    '得分相同：$2 天里有 $1 天，最后一个名额在得分相同的股票之间按代码先后决定。',
  ],
  [/^Invested: (\d+)% of equity on an average day\.$/, '平均每天有 $1% 的权益在股票上。'],
  [
    /^Inputs and labels are computed on backward-adjusted prices;.*No bar before (\S+) is read\.$/,
    '因子与标签用后复权价计算，成交量与成交额为原值；不读取 $1 之前的日线。',
  ],
  [
    /^Quantiles at which labels are clipped come from the training part;.*$/,
    '标签截断的分位数只取训练段；原文取全部日期。',
  ],
  [
    /^Labels that reach into the next part are left out\. The last (\S+)% of the training dates only validate: .* ends training .*$/,
    '伸入下一段的标签不用。训练段最后 $1% 的日期只作验证：损失会显示，不再下降时结束训练。',
  ],
  [
    /^Labels that reach into the next part are left out\. The last (\S+)% of the training dates only validate:.*$/,
    '伸入下一段的标签不用。训练段最后 $1% 的日期只作验证：损失只显示，不用于停止训练。',
  ],
  [
    /^Samples whose next day has one price only.*$/,
    '次日为一字板的样本不参与训练与统计（收盘时尚不知道次日如何）；得分照常给出。',
  ],
  [
    /^No score: (\d+) of (\d+) symbols never have enough bars for one\.$/,
    '$2 只股票中有 $1 只日线不足，没有得分。',
  ],
  [
    /^No own model: (\d+) of (\d+) symbols have too few windows to train one, and no score\.$/,
    '$2 只股票中有 $1 只样本太少，没有自己的模型，也没有得分。',
  ],
  [
    /^The search tried the models of (\d+) symbols at most, drawn by the seed\.$/,
    '搜索时每次试验最多训练 $1 只股票的模型，由种子抽取。',
  ],
  [
    /^Not stored: (\d+) members of the universe have no bars in the span\.$/,
    '股票池中有 $1 只在此区间没有行情。',
  ],
  [
    /^Members: (\d+) stored list\(s\) of the index, the first of (\S+)\.$/,
    '使用库中 $1 份指数成分名单，最早一份为 $2。',
  ],
  [
    /^Named by hand: whoever chose these (\d+) symbols.*$/,
    '人工选定：挑选这 $1 只股票的人知道它们后来的表现。',
  ],
  [
    /^Everything stored: (\d+) symbols;.*$/,
    '库中全部 $1 只股票；从未入库的股票（尤其是已退市的）不在其中。',
  ],
  [
    /^Members by date: each of the (\d+) symbols.*$/,
    '按日期的成分：$1 只股票各自从纳入到剔除期间有效。',
  ],
  [
    /^Members of one date: the (\d+) symbols.*$/,
    '单一日期的成分：整段都使用同一份名单的 $1 只股票，其中许多正是因为表现好才入选。',
  ],
  [
    /^Left before the end: (\d+) of (\d+) symbols.*$/,
    '$2 只股票中有 $1 只提前结束，保留到最后一根日线。',
  ],
  [
    /^Nobody left: all (\d+) symbols have bars to the end.*$/,
    '$1 只股票都有行情到最后，真实市场并非如此：已退市的股票缺失。',
  ],
  [
    /^Joined later: (\d+) symbols have their first bar within the run.*$/,
    '$1 只股票在区间内才有第一根日线，从那时起计入。',
  ],
];
