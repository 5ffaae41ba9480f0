/** The report's own style: quiet on the screen, complete on paper. `footer` stands on every printed page. */
export function reportStyle(footer: string): string {
  const quoted = JSON.stringify(footer).replaceAll("<", "\\3c ");
  return `
:root { color-scheme: light; --ink: #14181f; --soft: #545d6b; --line: #d5dae2; --faint: #f4f6f9; --mark: #1d4f91; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2.5rem 2rem 4rem; color: var(--ink); background: #fff;
  font: 400 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { margin: .25rem 0 .5rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2.5rem 0 .75rem; padding-bottom: .35rem; border-bottom: 2px solid var(--ink); font-size: 1.1rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; max-width: 48rem; }
small, .soft { color: var(--soft); font-size: 12px; }
code { font: 12px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
a { color: var(--mark); }
blockquote { margin: .35rem 0 0; padding: .1rem 0 .1rem .75rem; border-left: 3px solid var(--line); white-space: pre-line;
  overflow-wrap: anywhere; }
.top { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: 12px;
  border-bottom: 1px solid var(--line); padding-bottom: .5rem; margin-bottom: 1.25rem; }
.answers { display: grid; grid-template-columns: 11rem 1fr; margin: 1.25rem 0; border-top: 1px solid var(--line); }
.answers > dt, .answers > dd { margin: 0; padding: .6rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.answers > dt { font-weight: 600; padding-right: 1rem; }
.answers p { margin: 0 0 .35rem; } .answers p:last-child { margin-bottom: 0; }
.key { font-weight: 600; white-space: nowrap; }
.state { display: inline-block; padding: 0 .4rem; border: 1px solid var(--ink); border-radius: 3px; font-size: 12px; font-weight: 600; }
.warn { border: 1px solid #8a5a00; background: #fff8ea; padding: .6rem .8rem; border-radius: 4px; margin: 1rem 0; }
table { width: 100%; border-collapse: collapse; margin: .75rem 0; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-size: 12px; color: var(--soft); font-weight: 600; border-bottom-color: var(--ink); }
tbody th { width: 9.5rem; border-bottom-color: var(--line); }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.t { white-space: nowrap; font-variant-numeric: tabular-nums; }
pre { background: var(--faint); padding: .75rem; border-radius: 4px; font: 12px/1.45 ui-monospace, Menlo, Consolas, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
:target { background: #fff3c4; }
@page { size: A4; margin: 16mm 15mm 20mm;
  @bottom-left { content: ${quoted}; font: 8pt system-ui, sans-serif; color: #545d6b; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; color: #545d6b; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1 { font-size: 15pt; text-wrap: wrap; } h2, h2 + p { break-after: avoid; } h2 { margin-top: 1.5rem; } h3 { break-after: avoid; }
  .first small { font-size: 8pt; }
  .first { break-after: page; }
  .first small { font-size: 8pt; }
  .first { font-size: 9pt; line-height: 1.35; }
  .answers { grid-template-columns: 33mm 1fr; margin: .5rem 0; }
  .answers > dt, .answers > dd { padding: .3rem 0; }
  .answers p { margin-bottom: .15rem; }
  table { font-size: 8.5pt; } thead { display: table-header-group; }
  tr, blockquote, .answers > dd, pre { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 8pt; overflow-wrap: anywhere; }
}
@media (max-width: 40rem) { .answers { grid-template-columns: 1fr; } .answers > dt { border-bottom: 0; padding-bottom: 0; } }
`;
}
