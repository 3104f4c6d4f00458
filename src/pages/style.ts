/** The one stylesheet of the pages. Colours are custom properties: see theme.ts. */
export const stylesheet = `
*,*::before,*::after{box-sizing:border-box}
html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:1.5rem;background:var(--page);color:var(--ink);-webkit-font-smoothing:antialiased}
.page{width:100%;max-width:25rem}
.card{display:flex;flex-direction:column;gap:1.5rem;padding:2.25rem 2rem 2rem;background:var(--card);border:1px solid var(--line);border-radius:1.25rem;box-shadow:0 1px 2px rgb(0 0 0/.04),0 12px 32px -12px rgb(0 0 0/.12)}
header{display:flex;flex-direction:column;align-items:center;gap:.375rem;text-align:center}
.logo{display:block;max-width:12rem;max-height:4rem;margin-bottom:.875rem;object-fit:contain}
.glyph{display:block;width:3rem;height:3rem;padding:.75rem;margin-bottom:.625rem;border-radius:.875rem;background:var(--page);border:1px solid var(--line);color:var(--ink)}
h1{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-.02em;text-wrap:balance}
p{margin:0;overflow-wrap:anywhere;text-wrap:pretty}
header p{color:var(--muted)}
.alert,.notice{padding:.75rem .875rem;border:1px solid var(--line);border-radius:.75rem;font-size:.9375rem;line-height:1.45;background:var(--page)}
.alert{color:var(--danger);background:var(--danger-card);border-color:var(--danger-line)}
.methods{display:flex;flex-direction:column;gap:.75rem}
form{margin:0;display:flex;flex-direction:column;gap:1rem}
.field{display:flex;flex-direction:column;gap:.375rem}
.field.inline{flex-direction:row-reverse;justify-content:flex-end;align-items:center;gap:.625rem;min-height:2.75rem}
.section-header{font-size:.9375rem;font-weight:500;overflow-wrap:anywhere}
.section-header.bare::first-letter{text-transform:uppercase}
input{font:inherit;color:var(--ink)}
.field:not(.inline) input{width:100%;min-height:2.75rem;padding:.5rem .8125rem;background:var(--card);border:1px solid var(--field);border-radius:.75rem}
.field:not(.inline) input[type=color]{padding:.25rem}
.inline input{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--primary)}
input::placeholder{color:var(--muted);opacity:1}
input[aria-invalid=true]{border-color:var(--danger)!important}
.button{position:relative;display:flex;align-items:center;justify-content:center;width:100%;min-height:2.75rem;padding:.5rem 2.75rem;font:inherit;font-size:.9375rem;font-weight:500;line-height:1.3;text-wrap:balance;text-align:center;text-decoration:none;overflow-wrap:anywhere;cursor:pointer;border-radius:.75rem;border:1px solid var(--line);background:var(--card);color:var(--ink)}
.button.primary{background:var(--primary);color:var(--on-primary);border-color:transparent}
.button:hover{border-color:var(--field);background:var(--page)}
.button.primary:hover{background:var(--primary);border-color:transparent;box-shadow:0 0 0 3px color-mix(in srgb,var(--primary) 25%,transparent)}
:focus-visible{outline:2px solid var(--ring);outline-offset:2px}
.mark{position:absolute;left:1rem;width:1.25rem;height:1.25rem;color:var(--accent)}
.monogram{display:grid;place-items:center;border-radius:.3125rem;background:var(--accent);color:var(--on-accent);font-size:.75rem;font-weight:700;line-height:1}
.divider{display:flex;align-items:center;gap:.75rem;margin:.375rem 0;color:var(--muted);font-size:.875rem}
.divider::before,.divider::after{content:"";flex:1;height:1px;background:var(--line)}
.actions{display:flex;flex-direction:column;gap:.75rem}
.site{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;color:var(--muted);text-underline-offset:.2em;overflow-wrap:anywhere}
.site:hover{color:var(--ink)}
@media (max-width:30rem){
body{padding:1.5rem 1.25rem;background:var(--card)}
.card{padding:0;border:0;box-shadow:none}
}
@media (prefers-reduced-motion:no-preference){
.button{transition:background-color .12s,border-color .12s,box-shadow .12s,transform .12s}
.button:active{transform:scale(.985)}
}
@media (forced-colors:active){
.monogram,.glyph{border:1px solid}
}
`;
