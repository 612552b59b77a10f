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
th:first-child { text-align: start; white-space: normal; overflow-wrap: anywhere; }
td.total { font-weight: 600; }
td.bar { inline-size: 30%; min-inline-size: 90px; padding-inline: 12px; }
td.said { text-align: start; }
svg { display: block; inline-size: 100%; block-size: 14px; overflow: visible; }
.spread { fill: var(--mark); opacity: .45; }
.spread.carried { fill: none; stroke: var(--mark); stroke-dasharray: 3 2; opacity: .8; vector-effect: non-scaling-stroke; }
.tail { stroke: var(--mark); stroke-width: 1; vector-effect: non-scaling-stroke; }
.dot { fill: var(--mark); }
small { display: block; font-size: .8em; opacity: .85; }
footer, .trouble { font-size: .8em; padding-block: 6px 0; opacity: .85; }
button { all: unset; cursor: pointer; text-decoration: underline dotted; text-decoration-thickness: 1.5px; text-underline-offset: .2em; font-variant-numeric: tabular-nums; }
button:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; border-radius: 2px; }
[popover] { color: CanvasText; background: Canvas; border: 1px solid var(--line); border-radius: var(--taskfare-radius, 6px); padding: 8px 12px; max-inline-size: min(34em, 90vw); font-size: .9rem; }
@media (max-width: 520px) { td.bar, th.bar { display: none; } }
@media (forced-colors: active) { .spread { fill: none; stroke: CanvasText; } .dot { fill: CanvasText; } .tail { stroke: CanvasText; } }
`
