/** Chinese for what the rulebook says about its sources, which it says in English. */
const zhSources: Readonly<Record<string, string>> = {
  'Beijing exchange trading rules of 2021': '北交所 2021 年交易规则',
  "Both exchanges consulted on it in June 2025; the starting date comes from users' reports":
    '沪深交易所 2025 年 6 月征求意见；生效日来自用户反馈',
  'Both exchanges, December 1996': '沪深交易所 1996 年 12 月通知',
  'Both exchanges, registration system for the main board': '沪深交易所，主板注册制',
  'Both exchanges, special treatment of 1998': '沪深交易所 1998 年特别处理规定',
  'Both exchanges: bounds of the first day against the issue price':
    '沪深交易所：首日相对发行价的涨跌幅限制',
  'Both exchanges: no limit on the first day': '沪深交易所：首日不设涨跌幅',
  'China Clearing, 2015: one rate on the value for Shanghai and Shenzhen, both sides':
    '中国结算 2015 年：沪深统一按成交金额双向收取',
  'China Clearing, 2022-04-28: one lower rate for all three exchanges':
    '中国结算 2022-04-28：沪深北统一下调',
  'China Clearing: Beijing before the cut of 2022, both sides':
    '中国结算：北交所 2022 年下调之前，双向收取',
  'Distributions of funds to persons are not taxed': '个人取得的基金分红不征税',
  'Exchange trading rules': '交易所交易规则',
  'Exchange trading rules for funds': '交易所基金交易规则',
  'Exchange trading rules for funds; codes do not tell funds that follow a 20% board, so they get the narrower limit':
    '交易所基金交易规则；从代码看不出跟踪 20% 板块的基金，一律用较窄的限制',
  'Exchange trading rules of 2006: opening call auction from 09:15, continuous trading to 11:30, and from 13:00 to the close':
    '交易所 2006 年交易规则：09:15 起开盘集合竞价，连续竞价至 11:30，13:00 起至收盘',
  'Exchange trading rules: what is bought today is sold from the next trade date on':
    '交易所交易规则：当日买入，次一交易日起可卖',
  'Exchange trading rules; an odd rest is sold whole': '交易所交易规则；零股须一次卖出',
  'Funds pay no stamp duty': '基金免征印花税',
  'Funds pay no transfer fee': '基金免收过户费',
  'Ministry of Finance and others, document 101 of 2015': '财政部等，财税〔2015〕101 号',
  'Ministry of Finance and others, document 85 of 2012': '财政部等，财税〔2012〕85 号',
  'Ministry of Finance and tax office, announcement 39 of 2023: halved':
    '财政部、税务总局公告 2023 年第 39 号：减半征收',
  'Ministry of Finance and tax office, sellers only since 2008-09-19':
    '财政部、税务总局：2008-09-19 起只向卖方征收',
  'Shanghai STAR market trading provisions of 2019': '上交所科创板 2019 年交易特别规定',
  'Shanghai STAR market trading provisions of 2019; ST shares included':
    '上交所科创板 2019 年交易特别规定；ST 同样适用',
  'Shanghai funds that follow the STAR market': '上交所跟踪科创板的基金',
  'Shanghai trading rules, bond, cross-border and gold funds; Shenzhen codes do not tell the kind, so they stay at 1':
    '上交所交易规则：债券、跨境与黄金基金；深市代码看不出种类，仍按 T+1',
  'Shenzhen special provisions for ChiNext trading of 2020': '深交所创业板 2020 年交易特别规定',
  'Shenzhen special provisions for ChiNext trading of 2020; ST shares included':
    '深交所创业板 2020 年交易特别规定；ST 同样适用',
  'Shenzhen trading rules at the opening of ChiNext': '创业板开板时的深交所交易规则',
  'Shenzhen: no limit on the first day': '深交所：首日不设涨跌幅',
};

export const zhSource = (source: string): string => zhSources[source] ?? source;
