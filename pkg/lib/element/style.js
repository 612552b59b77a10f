/**
 * The look of both elements. Text, surface and lines come from the page they
 * stand in; only the marks have colours of their own. Public: the `--taskfare-*`
 * properties and the `::part` names.
 */
export const css = `
:host { display: block; font: inherit; color: var(--taskfare-text, inherit); font-family: var(--taskfare-font, inherit); font-variant-numeric: tabular-nums;
  --mark: var(--taskfare-accent, light-dark(#0b6b5c, #5fd0b8)); --line: var(--taskfare-border, color-mix(in srgb, currentColor 22%, transparent)); }
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host(fare-amount), .inline { display: inline; }
table { border-collapse: collapse; inline-size: 100%; background: var(--taskfare-surface, transparent); border-radius: var(--taskfare-radius, 6px); margin: 0; }
caption { text-align: start; font-weight: 600; padding-block: 4px 8px; }
th, td { padding: 6px 8px; text-align: end; border-block-end: 1px solid var(--line); white-space: nowrap; font-weight: 400; vertical-align: middle; }
thead th { font-size: .85em; opacity: .85; }
th:first-child { text-align: start; white-space: normal; overflow-wrap: anywhere; min-inline-size: 8em; }
.box { container-type: inline-size; contain-intrinsic-inline-size: 40em; }
td.total { font-weight: 600; }
td.bar { inline-size: 30%; min-inline-size: 90px; padding-inline: 12px; }
td.said { text-align: start; }
svg { display: block; inline-size: 100%; block-size: 14px; overflow: visible; }
.spread { fill: var(--mark); opacity: .45; }
.spread.carried { fill: none; stroke: var(--mark); stroke-dasharray: 3 2; opacity: .8; vector-effect: non-scaling-stroke; }
line { stroke: var(--mark); stroke-width: 1; vector-effect: non-scaling-stroke; }
.dot { fill: var(--mark); }
small { display: block; font-size: .8em; opacity: .85; }
footer, .trouble { font-size: .8em; padding-block: 6px 0; opacity: .85; }
button { all: unset; cursor: pointer; text-decoration: underline dotted; text-decoration-thickness: 1.5px; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
button:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; border-radius: 2px; }
[popover] { color: CanvasText; background: Canvas; border: 1px solid var(--line); border-radius: var(--taskfare-radius, 6px); padding: 8px 12px; max-inline-size: min(34em, 90vw); font-size: .9rem; }
[popover] :is(th, td) { padding: 4px 6px; white-space: normal; min-inline-size: 0; overflow-wrap: normal; }
.mark { font-size: .8em; opacity: .85; margin-inline-start: .4em; }
@media (max-width: 30em) {
  [popover] :is(table, tbody, tfoot, caption) { display: block; }
  [popover] tr { display: grid; grid-template-columns: auto auto; border-block-end: 1px solid var(--line); }
  [popover] :is(th, td) { border: 0; padding-block: 2px; }
  [popover] td:last-child { grid-area: 1 / 2; }
  [popover] td:nth-child(2):not(:last-child) { text-align: start; }
}
@container (max-width: 35.99em) {
  table, thead, tbody, caption { display: block; }
  tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr) repeat(2, minmax(0, 1fr)); gap: 2px 8px; padding-block: 6px; border-block-end: 1px solid var(--line); }
  th, td { padding: 0; border: 0; white-space: normal; overflow-wrap: anywhere; }
  th:first-child, td.said, td.bar { grid-column: 1 / -1; }
  thead th:first-child { position: absolute; clip-path: inset(50%); }
  th:nth-child(2), td:nth-child(2) { text-align: start; }
  th.bar { display: none; }
  td.bar { display: block; order: 1; inline-size: auto; padding: 2px 4px; }
}
@container (max-width: 25.99em) {
  tr { grid-template-columns: minmax(0, 1fr) minmax(0, 1.6fr) minmax(0, 1fr); }
  .tail { display: none; }
}
@media (forced-colors: active) { .spread { fill: none; stroke: CanvasText; } .dot { fill: CanvasText; } line { stroke: CanvasText; } }
`
