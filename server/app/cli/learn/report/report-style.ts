/** The page's whole look; nothing is loaded. */
export const reportStyle = `
:root{color-scheme:light dark;--ink:#1d2230;--soft:#626b7f;--line:#e3e6ee;--paper:#f6f7fb;--card:#fff;--accent:#3b5bdb;--band:#3b5bdb26;--good:#2b8a3e;--mark:#e8590c}
@media(prefers-color-scheme:dark){:root{--ink:#e7eaf3;--soft:#9aa3b8;--line:#2d3344;--paper:#12151e;--card:#1a1f2c;--accent:#91a7ff;--band:#91a7ff30;--good:#69db7c;--mark:#ffa94d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1120px;margin:0 auto;padding:40px 20px 64px}
h1{font-size:clamp(26px,4vw,38px);line-height:1.15;letter-spacing:-.02em;margin:0 0 8px;text-wrap:balance}
h2{font-size:21px;letter-spacing:-.01em;margin:48px 0 4px}
h3{font-size:15px;line-height:1.3;margin:0;overflow-wrap:anywhere}
p{margin:0 0 12px;max-width:68ch}.soft,figcaption{color:var(--soft);font-size:14px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:28px 0 0}
.fact,.card,.table{background:var(--card);border:1px solid var(--line);border-radius:14px}
.fact{padding:16px 18px}.fact b{display:block;font-size:26px;line-height:1.2;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(300px,100%),1fr));gap:14px;margin-top:16px}
.card{margin:0;padding:16px 16px 12px;display:flex;flex-direction:column;gap:6px}.card figcaption{order:-1;display:block}.card svg{width:100%;height:auto;margin-top:auto}
svg text{fill:var(--soft);font-size:11px}.axis{stroke:var(--line)}.band{fill:var(--band)}.curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
.median{stroke:var(--mark);stroke-width:1.5}.quartile{stroke:var(--mark);stroke-dasharray:2 3;opacity:.7}
.table{overflow-x:auto;margin-top:16px}table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{padding:9px 14px;text-align:right;white-space:nowrap;border-top:1px solid var(--line)}th{color:var(--soft);font-weight:500;border:0}
th:first-child,td:first-child{text-align:left;white-space:normal;min-width:180px}td.left,th.left{text-align:left;white-space:normal}
.bars{margin-top:16px;display:grid;gap:10px}.bar{display:grid;grid-template-columns:minmax(96px,150px) 1fr;gap:12px;align-items:center;font-size:14px}
.track{background:var(--line);border-radius:8px;overflow:hidden}.fill{background:var(--soft);color:#fff;padding:5px 10px;min-width:7ch;white-space:nowrap;border-radius:8px;font-variant-numeric:tabular-nums}.fill.ours{background:var(--good)}
@media(prefers-color-scheme:dark){.fill{color:#12151e}}
.pill{font-size:12px;border:1px solid var(--line);border-radius:99px;padding:1px 8px;color:var(--soft)}
@media(max-width:520px){main{padding:28px 16px 48px}th,td{padding:8px 10px}th:first-child,td:first-child{min-width:110px}}
@media print{body{background:#fff}.card,.fact{break-inside:avoid}}
`;
