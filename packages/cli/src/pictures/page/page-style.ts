/** Colours of both themes; those of the roles are the ones that the other formats have, and darker ones of the same hue. */
const light = `
  --page: #f6f7f9; --surface: #ffffff; --raised: #ffffff; --text: #1b2733; --muted: #5d6975; --line: #d5dae0; --dots: #dfe3e8; --hover: #eef1f4;
  --arrow: #98a3ae; --accent: #5b3fc4; --upstream: #1668c7; --downstream: #bf5208; --path: #c2410c; --match: #d99a00;
  --input: #eef4fb; --input-line: #5b87b8; --config: #f5f0e6; --config-line: #a3884f; --node: #ffffff; --node-line: #66707a;
  --parallelizable: #e6f5ec; --parallelizable-line: #3d8b5f; --collect: #fbeee6; --collect-line: #b8703d; --both: #f1eafa; --both-line: #7d5ab0;
  --box: #3d8b5f0a; --box-line: #8fbfa4; --phase: #5b87b80d; --phase-line: #a9c0da; --other-box: #66707a0a; --other-line: #b9c1c9;
  --shadow: 0 1px 2px #1b273314, 0 4px 16px #1b273314;`;
const dark = `
  --page: #12161b; --surface: #1a2027; --raised: #222a33; --text: #e4e9ee; --muted: #98a4b0; --line: #2f3943; --dots: #20272f; --hover: #28313b;
  --arrow: #66727e; --accent: #b29cff; --upstream: #6db1ff; --downstream: #ff9d57; --path: #ff8a4c; --match: #f0bd3b;
  --input: #1b2c3f; --input-line: #6f9fd3; --config: #332c1c; --config-line: #bfa15f; --node: #222a33; --node-line: #8a96a2;
  --parallelizable: #183226; --parallelizable-line: #58b383; --collect: #3a2517; --collect-line: #d98d57; --both: #2b2140; --both-line: #a884de;
  --box: #58b38312; --box-line: #3c6b53; --phase: #6f9fd312; --phase-line: #3d5875; --other-box: #8a96a20f; --other-line: #47525d;
  --shadow: 0 1px 2px #0006, 0 4px 16px #0006;`;

export const pageStyle = `
:root { color-scheme: light; ${light} }
:root[data-theme=dark] { color-scheme: dark; ${dark} }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { color-scheme: dark; ${dark} } }

* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { display: grid; grid: auto 1fr / 1fr auto; font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); overflow: hidden; }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
code, kbd, .name, h2, .link, #canvas text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
kbd { font-size: 11px; padding: 1px 5px; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; color: var(--muted); background: var(--surface); }
button, select, input { font: inherit; color: inherit; }
button, select { height: 30px; padding: 0 10px; border: 1px solid var(--line); border-radius: 7px; background: var(--surface); cursor: pointer; }
button:hover, select:hover { background: var(--hover); }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }

header { grid-column: 1 / -1; display: flex; gap: 16px; align-items: center; padding: 9px 14px; background: var(--surface); border-bottom: 1px solid var(--line); z-index: 3; }
.head { flex: 1 1 0; min-width: 0; }
.head h1 { font-size: 15px; line-height: 1.3; font-weight: 650; }
.head p { font-size: 12px; color: var(--muted); }
.head > * { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.find { position: relative; flex: 0 1 400px; min-width: 130px; }
.find input { width: 100%; height: 34px; padding: 0 34px 0 12px; border: 1px solid var(--line); border-radius: 9px; background: var(--page); }
.find input::placeholder { color: var(--muted); }
.find input::-webkit-search-cancel-button { display: none; }
.find input:focus { border-color: var(--accent); outline: 1px solid var(--accent); outline-offset: 0; }
.find > kbd { position: absolute; right: 9px; top: 8px; pointer-events: none; }
#results { position: absolute; top: 40px; left: 0; right: 0; max-height: 60vh; overflow: auto; padding: 5px; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); box-shadow: var(--shadow); }
#results li { display: flex; justify-content: space-between; gap: 12px; padding: 5px 9px; border-radius: 6px; cursor: pointer; }
#results .name { font-size: 13px; white-space: nowrap; }
#results small { color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#results [aria-selected=true], #results [role=option]:hover { background: var(--hover); }
#results .more { color: var(--muted); font-size: 12px; cursor: default; }
.tools { flex: 1 1 0; display: flex; gap: 7px; align-items: center; justify-content: flex-end; white-space: nowrap; }
.tools label { color: var(--muted); font-size: 13px; }
.tools select { padding: 0 4px; color: var(--text); }
.icon { width: 30px; padding: 0; display: grid; place-items: center; }
.icon svg, .zoom svg { width: 15px; height: 15px; fill: none; stroke: currentColor; stroke-width: 1.5; }
#theme path { fill: currentColor; }

main { position: relative; min-width: 0; min-height: 0; overflow: hidden; }
#canvas { display: block; width: 100%; height: 100%; cursor: grab; touch-action: none; user-select: none; background: radial-gradient(var(--dots) 1px, transparent 1.2px) 0 0 / 22px 22px; }
#canvas:active { cursor: grabbing; }
#canvas text { fill: var(--text); pointer-events: none; }
.item { cursor: pointer; }
.item .name { font-size: 13px; text-anchor: middle; }
.item .note { font-size: 11px; text-anchor: middle; }
#canvas .item .note { fill: var(--muted); }
.outline { fill: var(--node); stroke: var(--node-line); stroke-width: 1.25; stroke-linejoin: round; }
.role-input .outline { fill: var(--input); stroke: var(--input-line); stroke-dasharray: 4 3; }
.role-config .outline { fill: var(--config); stroke: var(--config-line); }
.role-parallelizable .outline { fill: var(--parallelizable); stroke: var(--parallelizable-line); }
.role-collect .outline { fill: var(--collect); stroke: var(--collect-line); }
.role-collect-parallelizable .outline { fill: var(--both); stroke: var(--both-line); }
.group .outline { fill: var(--raised); stroke: var(--other-line); stroke-width: 1.5; }
.group.kind-items .outline { stroke: var(--box-line); }
.group.kind-phase .outline { stroke: var(--phase-line); }
#canvas .outline.own ~ text { fill: #1b2733; }
.item:hover .outline { stroke-width: 2.25; }
.item:focus-visible { outline: none; }
.item:focus-visible .outline { stroke: var(--accent); stroke-width: 3; }
.arrow { pointer-events: none; }
.curve { fill: none; stroke: var(--arrow); stroke-width: 1.25; }
.head { fill: var(--arrow); }
.arrow.kind-gathered .curve { stroke-width: 2.5; }
.arrow.kind-optional .curve { stroke-dasharray: 5 4; }
.frame { fill: var(--other-box); stroke: var(--other-line); }
.kind-items .frame { fill: var(--box); stroke: var(--box-line); }
.kind-phase .frame { fill: var(--phase); stroke: var(--phase-line); stroke-dasharray: 6 4; }
.box-label { cursor: pointer; }
.box-label rect { fill: transparent; }
.box-label:hover rect { fill: var(--hover); }
#canvas .box-label.outermost text { font-size: max(12px, calc(10px / var(--scale))); }
#canvas .box-label text { font-size: 12px; fill: var(--muted); paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
.chevron { fill: none; stroke: var(--muted); stroke-width: 1.5; }

.on-path .outline { stroke: var(--path); stroke-width: 3; }
.on-path .curve { stroke: var(--path); stroke-width: 3; }
.on-path .head { fill: var(--path); }
.match .outline { stroke: var(--match); stroke-width: 3.5; }
.item, .arrow { transition: opacity .12s; }
.has-selection .item { opacity: .28; }
.has-selection .arrow { opacity: .12; }
.has-selection :is(.selected, .upstream, .downstream, .match) { opacity: 1; }
.item.upstream .outline { stroke: var(--upstream); stroke-width: 2; }
.item.downstream .outline { stroke: var(--downstream); stroke-width: 2; }
.item.selected .outline { stroke: var(--accent); stroke-width: 3; stroke-dasharray: none; }
.arrow.upstream .curve { stroke: var(--upstream); }
.arrow.upstream .head { fill: var(--upstream); }
.arrow.downstream .curve { stroke: var(--downstream); }
.arrow.downstream .head { fill: var(--downstream); }
b.upstream, h3.upstream::before { color: var(--upstream); }
b.downstream, h3.downstream::before { color: var(--downstream); }

#legend, .zoom, #only, #busy { position: absolute; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); box-shadow: var(--shadow); }
#legend { left: 14px; bottom: 14px; padding: 7px 12px; font-size: 12px; color: var(--muted); max-height: 60%; overflow: auto; }
#legend summary { cursor: pointer; font-weight: 600; }
#legend ul { margin: 6px 0 2px; display: grid; gap: 4px; }
#legend li { display: flex; gap: 9px; align-items: center; }
.zoom { right: 14px; bottom: 14px; display: grid; overflow: hidden; }
.zoom button { width: 34px; height: 34px; padding: 0; border: 0; border-radius: 0; display: grid; place-items: center; font-size: 17px; }
.zoom button + button { border-top: 1px solid var(--line); }
#only { top: 14px; left: 50%; transform: translateX(-50%); padding: 6px 6px 6px 14px; white-space: nowrap; }
#only button { margin-left: 8px; }
#busy { top: 14px; right: 14px; padding: 6px 14px; color: var(--muted); opacity: 0; visibility: hidden; transition: opacity .15s .15s, visibility 0s .15s; }
#busy.shown { opacity: 1; visibility: visible; }

#panel { width: 0; overflow: auto; background: var(--surface); }
.has-panel #panel { width: 340px; padding: 16px 18px 28px; border-left: 1px solid var(--line); }
#panel h2 { font-size: 17px; line-height: 1.3; overflow-wrap: anywhere; margin: 6px 0 8px; }
#panel h3 { font-size: 13px; margin: 20px 0 6px; display: flex; align-items: baseline; gap: 6px; }
#panel h3 small { margin-left: auto; color: var(--muted); font-weight: 400; }
#panel h3::before { font-size: 11px; }
#panel h3.upstream::before { content: '◀'; }
#panel h3.downstream::before { content: '▶'; }
.badge { display: inline-block; padding: 1px 9px; border: 1px solid var(--badge-line, var(--node-line)); border-radius: 99px; font-size: 12px; background: var(--badge, var(--node)); }
.role-input { --badge: var(--input); --badge-line: var(--input-line); }
.role-config { --badge: var(--config); --badge-line: var(--config-line); }
.role-parallelizable { --badge: var(--parallelizable); --badge-line: var(--parallelizable-line); }
.role-collect { --badge: var(--collect); --badge-line: var(--collect-line); }
.role-collect-parallelizable { --badge: var(--both); --badge-line: var(--both-line); }
.description { white-space: pre-line; overflow-wrap: anywhere; margin-bottom: 12px; }
#panel dl { display: grid; grid-template-columns: auto 1fr; gap: 7px 14px; margin: 12px 0 14px; font-size: 13px; }
#panel dt { color: var(--muted); }
#panel dd { min-width: 0; overflow-wrap: anywhere; }
#panel dd code { font-size: 12px; }
.line { display: block; }
.tag { display: inline-block; margin: 0 5px 5px 0; padding: 1px 8px; border-radius: 5px; background: var(--hover); font-size: 12px; }
.tag b { font-weight: 600; color: var(--muted); }
.copy { height: 20px; padding: 0 6px; margin-left: 7px; font-size: 11px; color: var(--muted); border-radius: 5px; }
.action { margin-top: 2px; }
.action kbd { margin-left: 5px; }
.link { display: flex; align-items: center; gap: 8px; width: 100%; height: auto; padding: 4px 7px; border: 0; background: none; text-align: left; font-size: 12.5px; overflow-wrap: anywhere; }
.link::before, #results .name::before { content: ''; display: inline-block; flex: none; width: 9px; height: 9px; border-radius: 3px; border: 1px solid var(--badge-line, var(--node-line)); background: var(--badge, var(--node)); }
#results .name::before { margin-right: 8px; }

dialog { width: min(560px, 92vw); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px 20px; color: inherit; background: var(--raised); box-shadow: var(--shadow); }
dialog::backdrop { background: #0006; }
dialog form { display: flex; justify-content: space-between; align-items: center; margin-bottom: 8px; }
dialog h2 { font: 650 16px system-ui, sans-serif; }
dialog dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 18px; margin-top: 14px; }
dialog dt { white-space: nowrap; }
#status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.noscript { position: fixed; inset: 40% 0 auto; text-align: center; }

@media (max-width: 860px) {
  body { grid: auto 1fr auto / 1fr; }
  header { flex-wrap: wrap; gap: 8px; }
  .find { flex: 1 1 100%; order: 3; }
  .tools label, #legend { display: none; }
  .has-panel #panel { width: auto; max-height: 42vh; border-left: 0; border-top: 1px solid var(--line); }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print { header, .zoom, #panel { display: none; } }
`;
