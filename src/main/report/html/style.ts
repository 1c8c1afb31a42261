const LIGHT = `
  --bg:#f3f4f7;--paper:#fff;--sunken:#f6f7f9;--line:#e2e5eb;--line-strong:#c9cfd9;--text:#1b212c;--soft:#4d5768;--faint:#6d7686;
  --up:208 41 47;--down:11 132 87;--care:#96600a;--care-soft:#fdf3dc;
  --strategy:#2b5fc7;--hold:#8a93a3;--benchmark:#b98518;--logistic:#8557c4;`;

const DARK = `
  --bg:#0e1116;--paper:#171b22;--sunken:#12161c;--line:#272e39;--line-strong:#3b4452;--text:#e6e9ee;--soft:#b0b8c4;--faint:#8a94a3;
  --up:242 100 106;--down:63 185 138;--care:#e0ad4f;--care-soft:#30270f;
  --strategy:#7aa5f5;--hold:#8f99a8;--benchmark:#d9ab4e;--logistic:#b493ea;`;

const PAGE = `
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.6 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei UI','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif;-webkit-font-smoothing:antialiased}
main{max-width:1120px;margin:32px auto;padding:44px 48px 36px;background:var(--paper);border:1px solid var(--line);border-radius:10px}
h1,h2,h3,p,ul,dl,dd,figure{margin:0;padding:0}ul{list-style:none}
h1{font:600 30px/1.25 'Songti SC','Noto Serif CJK SC','Source Han Serif SC',STSong,SimSun,Georgia,serif;letter-spacing:.02em;text-wrap:balance}
h2{font-size:17px;line-height:1.4;font-weight:650}
h2 .en,h3 .en{margin-left:8px;font-size:12px;font-weight:400}
h3{font-size:14px;font-weight:600;margin:32px 0 8px}
.en{color:var(--faint);font-size:12px;line-height:1.5}
.mono{font-family:ui-monospace,'SF Mono','Cascadia Mono',Consolas,'DejaVu Sans Mono',monospace;font-size:12px;overflow-wrap:anywhere}
section{margin-top:44px;break-inside:avoid-page}
section.long{break-inside:auto}
section>h2{padding-bottom:8px;margin-bottom:16px;border-bottom:1px solid var(--line-strong);break-after:avoid}
.hint{margin:-6px 0 14px;color:var(--soft);font-size:13px}
.up{color:rgb(var(--up))}.down{color:rgb(var(--down))}.flat{color:inherit}
header .meta{margin-top:10px;color:var(--soft);font-variant-numeric:tabular-nums}
header .meta span{display:inline-block}header .meta span+span::before{content:'·';margin:0 8px;color:var(--faint)}
.brand{color:var(--faint);font-size:12px;letter-spacing:.06em;margin-bottom:10px}
.badge{display:inline-block;margin-left:12px;padding:3px 10px;border:1px solid var(--care);border-radius:5px;background:var(--care-soft);color:var(--care);font:600 13px/1.4 system-ui,sans-serif;letter-spacing:0;vertical-align:5px}
.simulated{margin-top:14px;padding:10px 14px;border-radius:6px;background:var(--care-soft);color:var(--care)}
`;

const FIGURES = `
.headline{display:grid;grid-template-columns:repeat(6,1fr);margin-top:28px;border-top:2px solid var(--text);border-bottom:1px solid var(--line-strong)}
.headline div{padding:14px 12px 12px 0}.headline div+div{padding-left:14px;border-left:1px solid var(--line)}
.headline dt{color:var(--soft);font-size:12px}.headline dd{margin-top:2px;font-size:22px;line-height:1.3;font-weight:600;letter-spacing:-.01em;font-variant-numeric:tabular-nums;white-space:nowrap}
.headline dd small{display:block;white-space:normal;font-size:12px;font-weight:400;letter-spacing:0;color:var(--faint)}
.findings{display:grid;gap:12px;margin-top:24px}
.findings li{position:relative;padding-left:26px}
.findings li::before{position:absolute;left:0;top:1px;width:17px;height:17px;border-radius:50%;font:700 11px/17px system-ui,sans-serif;text-align:center}
.findings .for::before{content:'✓';background:var(--strategy);color:var(--paper)}
.findings .against::before{content:'✕';background:var(--text);color:var(--paper)}
.findings .caution::before{content:'!';background:var(--care);color:var(--paper)}
`;

const CHARTS = `
.scroll{overflow-x:auto}
svg{display:block;width:100%;height:auto}svg.chart{min-width:680px}svg.strip{min-width:560px}
svg text{font-family:inherit;font-size:12px;fill:var(--faint);font-variant-numeric:tabular-nums}
svg .note{fill:var(--soft);paint-order:stroke;stroke:var(--sunken);stroke-width:5px}svg .strong{fill:var(--text);font-weight:600}
.grid{stroke:var(--line);stroke-width:1}.training{fill:var(--sunken)}.limited{fill:var(--care);fill-opacity:.14}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.line.strategy{stroke:var(--strategy);stroke-width:2.2}.line.hold{stroke:var(--hold)}.line.benchmark{stroke:var(--benchmark);stroke-dasharray:4 3}.line.ridge{stroke:var(--logistic)}
.column.up{fill:rgb(var(--up))}.column.down{fill:rgb(var(--down))}.column.flat{fill:var(--line-strong)}
svg .name{font-size:12px;font-weight:600}svg .name.strategy{fill:var(--strategy)}svg .name.hold{fill:var(--hold)}svg .name.benchmark{fill:var(--benchmark)}svg .name.ridge{fill:var(--logistic)}
.under-water{fill:rgb(var(--down)/.16)}.water-line{stroke:rgb(var(--down));stroke-width:1.2}
.hit{fill:transparent}.hit:hover{fill:rgb(128 140 160/.14)}
.band{fill:var(--line-strong)}.median{stroke:var(--soft);stroke-width:2}.own{fill:var(--strategy);stroke:var(--paper);stroke-width:2}
.bar{display:flex;height:14px;border-radius:4px;overflow:hidden;gap:2px;background:var(--paper)}
.bar span{min-width:2px}.k1{background:var(--strategy)}.k2{background:var(--benchmark)}.k3{background:var(--logistic)}.k4{background:var(--hold)}
.dot{display:inline-block;width:9px;height:9px;margin-right:7px;border-radius:2px}
`;

const TABLES = `
table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
th,td{padding:6px 10px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500;font-size:12px}
th:first-child,td:first-child{text-align:left;padding-left:0}th:last-child,td:last-child{padding-right:0}
.left{text-align:left}
.tall{max-height:520px;overflow:auto}.tall thead th{position:sticky;top:0;background:var(--paper);box-shadow:inset 0 -1px var(--line-strong)}
.compare th[colspan]{text-align:center;color:var(--text);font-weight:600;border-bottom-color:var(--line-strong)}
.compare .first{padding-left:22px}.compare .own{background:var(--sunken)}
.compare td:first-child .en{margin-left:8px}
.heat{table-layout:fixed;min-width:720px}.heat td,.heat th{padding:0;height:30px;text-align:center;border:1.5px solid var(--paper)}.heat td{font-size:12px}
.heat th:first-child{width:52px;text-align:left}.heat th:last-child{width:84px}.heat .year{font-weight:600;background:none}
.heat td.empty{color:var(--faint)}
.pairs td:last-child{white-space:normal;overflow-wrap:anywhere}.pairs{columns:2;column-gap:40px}.pairs tr{break-inside:avoid}
dl.facts{row-gap:6px;display:grid;grid-template-columns:minmax(120px,auto) 1fr;gap:6px 20px;font-size:13px}dl.facts dt{color:var(--soft)}dl.facts dd{overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:1fr 1fr;gap:20px 44px;align-items:start}.two>*{min-width:0}
.notes li{padding-left:18px;position:relative}.notes li+li{margin-top:6px}.notes li::before{content:'';position:absolute;left:2px;top:10px;width:5px;height:5px;border-radius:50%;background:var(--faint)}
.changed td{font-weight:600}.changed td:first-child .en{font-weight:400}
footer{margin-top:44px;padding-top:16px;border-top:1px solid var(--line);color:var(--faint);font-size:12px}
`;

const MEDIA = `
@media (max-width:860px){main{margin:0;padding:24px 18px;border:0;border-radius:0}.headline{grid-template-columns:repeat(3,1fr)}.headline div{padding:10px 8px 10px 0}.headline div:nth-child(4){padding-left:0;border-left:0}.headline div:nth-child(n+4){border-top:1px solid var(--line)}.two{grid-template-columns:1fr}.pairs{columns:1}h1{font-size:24px}.headline dd{font-size:18px}}
@media (max-width:520px){.headline{grid-template-columns:repeat(2,1fr)}.headline div:nth-child(n){padding-left:0;border-left:0}.headline div:nth-child(n+3){border-top:1px solid var(--line)}.headline div:nth-child(even){padding-left:14px;border-left:1px solid var(--line)}}
@media print{@page{margin:14mm 12mm}body{background:#fff;font-size:11px}main{margin:0;padding:0;border:0;max-width:none}section{margin-top:26px}.tall{max-height:none;overflow:visible}.tall thead th{position:static}table{font-size:10px}th,.heat td,.en,.headline dt,.headline dd small,.mono{font-size:9px}.hint{font-size:10.5px}.heat{min-width:0}.heat td,.heat th{height:22px}th,td{padding:3px 6px}tr{break-inside:avoid}.headline dd{font-size:17px}svg.chart,svg.strip{min-width:0}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`;

/** The whole style sheet; on paper always light. */
export const STYLE = [
  `:root{color-scheme:light dark;${LIGHT}}`,
  `@media screen and (prefers-color-scheme:dark){:root{${DARK}}}`,
  PAGE,
  FIGURES,
  CHARTS,
  TABLES,
  MEDIA,
].join('');
