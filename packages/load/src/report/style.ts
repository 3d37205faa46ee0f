/** How a report looks: light or dark as the reader's machine is, no font and no picture from elsewhere. Colours differ to every eye (after Okabe and Ito). */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2330;--soft:#5a6475;--rule:#d9dee6;--shade:#f1f4f8;--card:#fafbfc;--good:#0a6b4a;--bad:#b3261e;--warn:#8a5a00;
--essential:#0067a5;--standard:#0f8a6a;--deferrable:#c98700;--refused:#cc4e00;--failed:#a3245f;--first:#0067a5;--second:#cc4e00;--third:#0f8a6a;--fourth:#7a4fb5;--rest:#8b95a5}
@media (prefers-color-scheme:dark){:root{--paper:#12161d;--ink:#e6eaf1;--soft:#a2adbd;--rule:#2c3441;--shade:#1a2029;--card:#171c24;--good:#5bd0a2;--bad:#ff8a80;--warn:#f0bd62;
--essential:#5ab4f0;--standard:#3cc79b;--deferrable:#f0b440;--refused:#ff8a4a;--failed:#f07fb4;--first:#5ab4f0;--second:#ff8a4a;--third:#3cc79b;--fourth:#b79af0;--rest:#8b95a5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1.25rem 4rem;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .25rem}h2{font-size:1.3rem;margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:2px solid var(--rule)}h3{font-size:1.02rem;margin:0}h3 small{font-weight:400;color:var(--soft)}
p{margin:.25rem 0 .75rem;max-width:52rem}.lede{color:var(--soft);margin-top:0}
.banner{border:2px solid var(--bad);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;font-weight:600;margin:1rem 0}.banner ul{margin:.25rem 0 0;padding-left:1.2rem}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:1rem 0}.facts div{border-top:1px solid var(--rule);padding-top:.3rem}.facts .wide{grid-column:1/-1}.facts dt{color:var(--soft);font-size:.82rem}.facts dd{margin:0;overflow-wrap:anywhere}
.verdict{list-style:none;padding:0;margin:1rem 0}.verdict li{padding:.2rem 0 .2rem 5.2rem;position:relative}.verdict b{position:absolute;left:0;width:4.6rem;text-align:center;border-radius:.3rem;border:1px solid;font-size:.8rem;line-height:1.5rem;top:.25rem}
.good b,td.good,th.good{color:var(--good)}.bad b,td.bad,th.bad,.bad td:last-child{color:var(--bad)}.said b{color:var(--soft)}
figure.chart{margin:1.25rem 0 2rem;padding:1rem;border:1px solid var(--rule);border-radius:.6rem;background:var(--card);position:relative}figcaption p{color:var(--soft);font-size:.92rem;margin:.15rem 0 .4rem}
svg{display:block;width:100%;height:auto;overflow:visible}svg text{font:12px system-ui,sans-serif;fill:var(--soft)}
.axis line{stroke:var(--rule);stroke-width:1}text.y{text-anchor:end;dominant-baseline:middle}text.x,text.phase,text.limit{text-anchor:middle}text.phase{font-size:11px}text.limit{fill:var(--bad)}
.shade{fill:none}.shade.odd{fill:var(--shade)}.line{fill:none;stroke:var(--tone);stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}path.dashed{stroke-dasharray:6 4}
.area{fill:var(--tone);fill-opacity:.8}.bar{fill:var(--tone)}.bar-name{text-anchor:end;dominant-baseline:middle;fill:var(--ink)!important}.bar-figure{dominant-baseline:middle}
.mark{stroke:var(--bad);stroke-width:1.4;stroke-dasharray:3 3}.cursor{stroke:var(--ink);stroke-width:1;visibility:hidden}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;padding:0;margin:.25rem 0 .5rem;font-size:.88rem}.legend i{display:inline-block;width:1.5rem;height:0;border-top:4px solid var(--tone);margin-right:.4rem;vertical-align:middle;border-radius:1px}.legend .dashed i{border-top-style:dashed}
details{margin-top:.6rem;font-size:.9rem}summary{cursor:pointer;color:var(--soft)}.scroll{overflow:auto;max-height:26rem;margin:.4rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.88rem;min-width:60%}th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}thead th{white-space:normal;vertical-align:bottom;min-width:3.4rem;max-width:9rem;position:sticky;top:0;background:var(--card);color:var(--soft);font-weight:600}tbody th,thead th:first-child{text-align:left;font-weight:400}
.tall{max-height:none}td.words{text-align:left}.tip{position:absolute;pointer-events:none;background:var(--ink);color:var(--paper);border-radius:.35rem;padding:.35rem .6rem;font-size:.82rem;line-height:1.4;white-space:pre;z-index:1}
${["essential", "standard", "deferrable", "refused", "failed", "first", "second", "third", "fourth", "rest"]
  .map((tone) => `.t-${tone}{--tone:var(--${tone})}`)
  .join("")}
@media print{details,.tip{display:none}figure.chart{break-inside:avoid}}
`;
