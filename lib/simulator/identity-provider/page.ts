/** Nothing on these pages runs or loads anything, so everything but the style and the own form is shut. */
export function pagePolicy(formTargets: string[]): string {
  // Chrome applies form-action to the redirects after a form too, and the last of them leads back to the console.
  const targets = ["'self'", ...formTargets].join(" ");
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action ${targets}; frame-ancestors 'none'; base-uri 'none'`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Wraps a page's content. `title` is text, `content` is HTML. */
export function renderPage({ title, content }: { title: string; content: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header><span class="mark" aria-hidden="true">A</span><span>Acme <b>Identity</b></span><span class="tag">simulated</span></header>
<main>
${content}
</main>
<footer>This is the simulated identity provider. It belongs to the demo, knows no passwords, and is reached from this computer only.</footer>
</body>
</html>
`;
}

const style = `
:root{color-scheme:light dark;--ground:#f4f5f8;--card:#fff;--line:#dfe2ea;--line-strong:#8b93a7;--text:#171a23;--soft:#5a6274;--accent:#0f766e;--accent-soft:#d5efec;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#0f1218;--card:#181c25;--line:#2a303d;--line-strong:#6b7488;--text:#e8eaf0;--soft:#9aa3b5;--accent:#5fcfc3;--accent-soft:#143733;--on-accent:#06211e}}
*{box-sizing:border-box;margin:0}
body{min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{display:flex;align-items:center;gap:10px;padding:18px 24px;font-size:16px}
.mark{display:grid;place-items:center;width:28px;height:28px;border-radius:8px;background:var(--accent);color:var(--on-accent);font-weight:700}
.tag{padding:1px 9px;border:1px solid var(--line);border-radius:99px;color:var(--soft);font-size:12px}
main{width:100%;max-width:840px;margin:0 auto;padding:28px 24px 40px;flex:1}
h1{font-size:26px;line-height:1.25;letter-spacing:-.01em}
h1+p{margin:8px 0 4px;color:var(--soft)}
h2{margin:26px 0 10px;font-size:13px;font-weight:600;color:var(--soft)}
ul{list-style:none;padding:0;display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr))}
li{position:relative;display:grid;grid-template-columns:40px 1fr;column-gap:12px;align-items:center;align-content:center;padding:12px 14px;border:1px solid var(--line);border-radius:12px;background:var(--card);transition:border-color .12s}
li:hover,li:focus-within{border-color:var(--accent)}
.initials{grid-row:1/3;display:grid;place-items:center;width:40px;height:40px;border-radius:50%;background:var(--accent-soft);color:var(--accent);font-weight:600;font-size:14px}
.person{justify-self:start;padding:0;border:0;background:none;color:inherit;font:inherit;font-weight:600;cursor:pointer;outline:0}
.person::after{content:"";position:absolute;inset:0;border-radius:12px}
.person:focus-visible::after{outline:2px solid var(--accent);outline-offset:2px}
.email{color:var(--soft);font-size:13px;overflow-wrap:anywhere}
.note{margin:14px 0 0;padding:10px 14px;border-radius:10px;background:var(--accent-soft);color:var(--text)}
.row{display:flex;flex-wrap:wrap;gap:10px;margin-top:22px}
.button{padding:9px 18px;border:1px solid var(--line-strong);border-radius:10px;background:var(--card);color:inherit;font:inherit;font-weight:600;cursor:pointer}
.button.main{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
.button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
pre{margin-top:18px;padding:12px 14px;border:1px solid var(--line);border-radius:10px;background:var(--card);white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}
footer{padding:18px 24px;color:var(--soft);font-size:13px;text-align:center}
@media (prefers-reduced-motion:reduce){*{transition:none!important}}
`;
