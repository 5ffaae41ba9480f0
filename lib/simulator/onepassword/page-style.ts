/** The page's whole style. Colours are named by what they mean; the dark set changes nothing else. */
export const pageStyle = `
:root { --paper: #f5f3ee; --card: #fffefb; --ink: #1c2422; --soft: #5d6864; --line: #e3dfd5; --hover: #f2efe7;
  --accent: #2b5d50; --accent-ink: #fff; --chosen: #e4efe9; --good: #1d6b46; --good-bg: #e0f1e7; --stop: #8f3a12;
  --stop-bg: #fbe7da; --unsure: #5b5470; --unsure-bg: #ebe8f3; --warn: #7a5200; --warn-bg: #fbefcf;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root { --paper: #101413; --card: #181d1c; --ink: #e6eae7; --soft: #98a39e;
  --line: #2a312f; --hover: #1f2624; --accent: #8cc9b4; --accent-ink: #0d1a16; --chosen: #1d302a; --good: #86d3a8;
  --good-bg: #16301f; --stop: #f2a77e; --stop-bg: #3a2013; --unsure: #c0b8dc; --unsure-bg: #292538; --warn: #edc976;
  --warn-bg: #352a10; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, "Segoe UI", Roboto, sans-serif; }
header, main { max-width: 1560px; margin: 0 auto; padding: 0 24px; }
header { display: flex; justify-content: space-between; gap: 32px; align-items: end; padding-top: 28px; padding-bottom: 20px; }
h1 { font: 600 28px/1.15 ui-serif, Charter, Georgia, serif; margin: 0 0 6px; letter-spacing: -0.01em; }
header p { margin: 0; color: var(--soft); max-width: 56ch; }
h2 { font-size: 15px; font-weight: 650; margin: 0; }
h3 { font-size: 13px; font-weight: 600; margin: 0; display: flex; justify-content: space-between; align-items: center; min-height: 26px; }
code { font: 12px/1.4 var(--mono); }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.aside { display: flex; flex-direction: column; gap: 8px; align-items: end; text-align: right; flex: none; }
dl { display: flex; gap: 24px; margin: 0; }
dt { font-size: 12px; color: var(--soft); }
dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 600; }
dd code { font-weight: 400; }
.mode { display: inline-block; margin-top: 6px; padding: 1px 8px; border-radius: 4px; background: var(--warn-bg); color: var(--warn); font-size: 12px; }
main { display: grid; grid-template-columns: minmax(360px, 5fr) minmax(0, 8fr); gap: 20px; padding-bottom: 40px; align-items: start; }
.stack { display: grid; gap: 20px; min-width: 0; }
.column { background: var(--card); border: 1px solid var(--line); border-radius: 10px; min-width: 0; overflow: hidden; }
.head { display: flex; align-items: center; gap: 14px; padding: 12px 16px; border-bottom: 1px solid var(--line); min-height: 56px; }
.head form { flex: 1; }
input[type="search"] { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; }
input::placeholder { color: var(--soft); opacity: 1; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.people a { display: flex; align-items: center; gap: 10px; padding: 8px 16px; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line); }
.people a:hover { background: var(--hover); }
.people a:focus-visible { outline-offset: -2px; }
.people a[aria-current] { background: var(--chosen); box-shadow: inset 3px 0 var(--accent); }
.who { flex: 1; min-width: 0; display: grid; }
.who > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who strong { font-weight: 600; }
.mail, .title { color: var(--soft); font-size: 12.5px; }
.role { font-size: 12px; color: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: 0 6px; }
.state { font: 600 11px/18px var(--mono); letter-spacing: 0.02em; padding: 0 7px; border-radius: 4px; white-space: nowrap; }
.active { color: var(--good); background: var(--good-bg); }
.suspended { color: var(--stop); background: var(--stop-bg); }
.unknown { color: var(--unsure); background: var(--unsure-bg); }
.mark { font: 10px/1.3 var(--mono); border: 1px dashed currentColor; border-radius: 3px; padding: 0 3px; margin: 0 1px; color: var(--stop); }
.pager { display: flex; justify-content: space-between; padding: 11px 16px; font-size: 13px; font-variant-numeric: tabular-nums; color: var(--soft); }
.off { visibility: hidden; }
.empty { padding: 28px 16px; margin: 0; color: var(--soft); text-align: center; }
#said { margin: 0 0 0 auto; color: var(--soft); font-size: 13px; }
.aim { margin: 0; padding: 12px 16px 0; color: var(--soft); }
.aim strong { color: var(--ink); }
.aim a { margin-left: 8px; }
.buttons { display: grid; grid-template-columns: repeat(6, 1fr); gap: 12px; padding: 14px 16px; }
.choice { grid-column: span 2; }
.choice:nth-child(n + 4) { grid-column: span 3; }
.choice p { margin: 5px 2px 0; font-size: 12.5px; line-height: 1.35; color: var(--soft); }
button { font: inherit; font-size: 13px; font-weight: 600; color: var(--ink); background: var(--card); border: 1px solid color-mix(in srgb, var(--ink) 28%, var(--line)); border-radius: 7px; padding: 7px 10px; width: 100%; min-height: 36px; cursor: pointer; text-align: left; }
button:hover:not(:disabled) { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button:disabled { cursor: not-allowed; color: var(--soft); border-style: dashed; border-color: var(--line); }
button.small { width: auto; min-height: 26px; padding: 1px 10px; font-size: 12.5px; font-weight: 500; }
.armed { border-top: 1px solid var(--line); padding: 10px 16px; margin: 0; }
.armed.none { color: var(--soft); }
.armed:not(.none) { background: var(--warn-bg); color: var(--warn); }
.armed li { display: flex; gap: 10px; align-items: center; padding: 4px 0; }
.armed li > span:nth-child(2) { flex: 1; min-width: 0; }
.dot { width: 8px; height: 8px; border-radius: 50%; background: currentColor; flex: none; }
.tabs { display: flex; gap: 4px; }
.tabs a { padding: 3px 10px; border-radius: 6px; text-decoration: none; color: var(--soft); font-size: 13px; }
.tabs a[aria-current] { background: var(--chosen); color: var(--ink); font-weight: 600; }
.live { margin-left: auto; font-size: 12px; color: var(--good); display: flex; align-items: center; gap: 6px; }
.live::before { content: ""; width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
.live.off { color: var(--stop); }
.ledger li { display: grid; grid-template-columns: 66px minmax(0, 1fr) auto; gap: 3px 12px; padding: 9px 16px; border-bottom: 1px solid var(--line); align-items: start; }
.ledger li:last-child { border-bottom: 0; }
.ledger time, .armed time { font: 12px/20px var(--mono); color: var(--soft); font-variant-numeric: tabular-nums; }
.armed time { color: inherit; }
.what { grid-column: 2; min-width: 0; }
.what p { margin: 0; }
.op { color: var(--soft); }
.changed .op { color: var(--ink); }
.what em { font-style: normal; font-size: 12px; color: var(--unsure); background: var(--unsure-bg); border-radius: 4px; padding: 0 6px; }
.facts { grid-column: 2; display: flex; flex-wrap: wrap; gap: 0 14px; margin: 0; color: var(--soft); font-size: 12.5px; min-width: 0; }
.facts > * { min-width: 0; overflow-wrap: anywhere; }
.change, .same, .outcome { grid-column: 3; justify-self: end; align-self: start; display: flex; gap: 7px; align-items: center; white-space: nowrap; }
.same { color: var(--soft); font-size: 12.5px; }
.status { font: 600 12px/18px var(--mono); color: var(--soft); }
.bad, .lost { color: var(--stop); }
.fault { font-size: 12px; color: var(--warn); background: var(--warn-bg); border-radius: 4px; padding: 0 6px; }
@media (max-width: 900px) { main { grid-template-columns: minmax(0, 1fr); } header { flex-direction: column; align-items: start; } .aside { align-items: start; text-align: left; } }
`;
