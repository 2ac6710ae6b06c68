/** The parts of the page that are the same for every graph; the program fills them. */
export const pageBody = `<header>
  <div class="head"><h1 id="title"></h1><p id="summary"></p></div>
  <div class="find">
    <input id="search" type="search" role="combobox" aria-label="Find a node" aria-expanded="false" aria-controls="results" aria-autocomplete="list"
      placeholder="Find a node: name, tag, words of its docs" autocomplete="off" spellcheck="false"><kbd>/</kbd>
    <ul id="results" role="listbox" aria-label="Nodes found" hidden></ul>
  </div>
  <div class="tools">
    <label>Boxes <select id="grouping"><option value="scope">fan-outs</option><option value="module">classes</option></select></label>
    <button id="open-all" type="button" title="Open all boxes (o)">Open all</button>
    <button id="collapse-all" type="button" title="Collapse all boxes (c)">Collapse all</button>
    <button id="theme" type="button" class="icon"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z"/></svg></button>
    <button id="show-help" type="button" class="icon" aria-label="Help" title="Help (?)">?</button>
  </div>
</header>
<main>
  <svg id="canvas" role="application" aria-label="The graph. Arrow keys go from node to node.">
    <g id="world"></g>
  </svg>
  <p id="busy" role="status">Laying out …</p>
  <p id="only" hidden>Only a lineage is shown. <button id="show-everything" type="button">Show everything</button></p>
  <details id="legend" open><summary>Legend</summary><ul id="legend-entries"></ul></details>
  <div class="zoom" role="group" aria-label="Zoom">
    <button id="zoom-in" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button>
    <button id="zoom-out" type="button" aria-label="Zoom out" title="Zoom out (-)">−</button>
    <button id="fit" type="button" aria-label="Show all" title="Show all (0)"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/></svg></button>
  </div>
</main>
<aside id="panel" aria-label="Details"></aside>
<p id="status" role="status" aria-live="polite"></p>
<dialog id="help" aria-label="Help">
  <form method="dialog"><h2>Looking around</h2><button aria-label="Close">✕</button></form>
  <p>Drag to move, turn the wheel to zoom. Click a node to see what it is, with all that it depends on in
    <b class="upstream">blue</b> and all that depends on it in <b class="downstream">orange</b>. Click a stack of sheets to open it, and the label of a box to collapse it.</p>
  <dl>
    <dt><kbd>/</kbd></dt><dd>find a node</dd>
    <dt><kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd></dt><dd>go from node to node</dd>
    <dt><kbd>Enter</kbd></dt><dd>open the group that is selected</dd>
    <dt><kbd>l</kbd></dt><dd>only what is before and behind the selected node; again: everything</dd>
    <dt><kbd>o</kbd> <kbd>c</kbd></dt><dd>open, or collapse, all boxes</dd>
    <dt><kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>zoom in, zoom out, show all</dd>
    <dt><kbd>Shift</kbd> and an arrow</dt><dd>move the picture</dd>
    <dt><kbd>Esc</kbd></dt><dd>select nothing</dd>
  </dl>
</dialog>
<noscript><p class="noscript">This page draws itself with JavaScript, which is switched off here.</p></noscript>`;
