#include "engine/report/html/Style.h"

namespace muster::report {

// Colours as in engine/report/svg: words keep 4.5:1 on their ground. No image, no font from elsewhere.
std::string styleSheet() {
    return R"css(:root { color-scheme: light dark;
  --ground: #eef1f4; --paper: #ffffff; --band: #f1f4f7; --line: #d3d9e0; --text: #161b22; --faint: #55606d;
  --good: #1a7f56; --warning: #8a5606; --bad: #b3261e; --accent: #1f66b0;
  --good-wash: #e8f4ee; --warning-wash: #fbf2e0; --bad-wash: #fbeae8; }
@media screen and (prefers-color-scheme: dark) { :root {
  --ground: #10141a; --paper: #181e27; --band: #1d242e; --line: #333d4a; --text: #edf1f6; --faint: #a7b2c0;
  --good: #3cc48d; --warning: #f0b03f; --bad: #ff8066; --accent: #62b6f2;
  --good-wash: #16291f; --warning-wash: #2c2413; --bad-wash: #311c19; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.55 Inter, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1000px; margin: 32px auto; padding: 48px 56px; background: var(--paper); border: 1px solid var(--line);
  border-radius: 10px; }
h1 { margin: 2px 0 14px; font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 14px; padding-bottom: 6px; font-size: 20px; border-bottom: 1px solid var(--line); }
h3 { margin: 22px 0 8px; font-size: 15px; overflow-wrap: anywhere; }
p { margin: 8px 0; overflow-wrap: anywhere; }
section { margin-top: 44px; }
code, pre { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: 0.86em; }
code { overflow-wrap: anywhere; word-break: break-all; }
pre { margin: 10px 0; padding: 12px 14px; background: var(--band); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { word-break: normal; }
a { color: var(--accent); }
.faint { color: var(--faint); } .good { color: var(--good); } .warning { color: var(--warning); } .bad { color: var(--bad); }
.kind { margin: 0; color: var(--faint); font-weight: 600; letter-spacing: 0.02em; }
.verdict { display: inline-block; margin: 4px 0 6px; padding: 6px 16px; border: 2px solid currentColor; border-radius: 8px;
  font-size: 22px; line-height: 1.3; }
.verdict.good { background: var(--good-wash); } .verdict.warning { background: var(--warning-wash); }
.verdict.bad { background: var(--bad-wash); }
.qualifier { font-size: 15px; font-weight: 600; }
header.summary { color: var(--text); }
.why { margin: 8px 0 0; padding-left: 20px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; margin: 22px 0 8px; }
.figure { padding: 14px 18px; border: 1px solid var(--line); border-left: 5px solid currentColor; border-radius: 8px; }
.figure p { margin: 0; color: var(--text); }
.figure .name { font-weight: 700; } .figure .value { font-size: 30px; font-weight: 650; line-height: 1.25; }
.figure .result { font-weight: 600; } .figure.good .result { color: var(--good); } .figure.bad .result { color: var(--bad); }
.figure.warning .result { color: var(--warning); } .figure .target { color: var(--faint); }
.note { margin: 12px 0 0; padding: 9px 14px; border-left: 4px solid currentColor; border-radius: 4px; background: var(--band); }
.note.bad { background: var(--bad-wash); font-weight: 600; } .note.warning { background: var(--warning-wash); }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 26px 0 0; padding: 0; list-style: none; }
dl { margin: 10px 0; } dl div { display: grid; grid-template-columns: 210px 1fr; gap: 16px; padding: 5px 0;
  border-bottom: 1px solid var(--line); } dl div:last-child { border-bottom: 0; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 10px 0; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th { padding: 7px 10px; text-align: left; vertical-align: bottom; font-weight: 600; color: var(--faint); background: var(--band);
  border-bottom: 1px solid var(--line); }
td { padding: 6px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.right { text-align: right; white-space: nowrap; }
ul { padding-left: 20px; } li { margin: 4px 0; overflow-wrap: anywhere; }
.ticks { padding: 0; list-style: none; } .ticks li { position: relative; padding-left: 30px; margin: 7px 0; }
.box { position: absolute; left: 0; top: 3px; width: 18px; height: 18px; border: 1.5px solid var(--text); border-radius: 3px;
  line-height: 15px; text-align: center; font-weight: 700; }
.state { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
small { color: var(--faint); font-size: 13px; }
figure { margin: 14px 0; } figcaption { color: var(--faint); font-size: 14px; margin-bottom: 6px; overflow-wrap: anywhere; }
figcaption.warning { color: var(--warning); }
.chart svg { display: block; width: 100%; height: auto; }
blockquote { margin: 0; padding: 8px 16px; border-left: 3px solid var(--line); background: var(--band); white-space: pre-wrap; }
footer { margin-top: 44px; padding-top: 12px; border-top: 1px solid var(--line); color: var(--faint); font-size: 13px; }
@media (max-width: 700px) { main { margin: 0; padding: 24px 18px; border: 0; border-radius: 0; }
  dl div { grid-template-columns: 1fr; gap: 0; } }
@page { margin: 16mm 14mm 18mm; }
@media print {
  body { background: none; font-size: 10pt; } main { max-width: none; margin: 0; padding: 0; border: 0; }
  nav { display: none; } h1 { font-size: 20pt; } h2 { font-size: 14pt; } section { margin-top: 22pt; }
  h2, h3, figcaption { break-after: avoid; } thead { display: table-header-group; }
  tr, .figure, .note, dl div, .ticks li, .chart, pre, .verdict { break-inside: avoid; }
  #timeline, #evidence { break-before: page; } table { font-size: 8.5pt; } .table { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";
}

} // namespace muster::report
