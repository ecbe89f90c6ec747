/** Of every page that is exported. No font, picture or address: the page is one file and reads alike offline and in ten years. */
export const HTML_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa; --code: #eaeef2;
  --good: #1a7f37; --bad: #b3261e; --warn: #8a5300; --link: #0550ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --text: #e6e9ed; --soft: #a0a9b4; --line: #363c45; --card: #1b1f25; --code: #262c34;
    --good: #56d364; --bad: #ff8a80; --warn: #e3b341; --link: #79c0ff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; }
h4 { font-size: .95rem; margin: 1rem 0 .25rem; font-weight: 600; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.soft { color: var(--soft); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { background: var(--code); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--code); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; white-space: pre-wrap; }
.state { margin: 1.25rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--good); border-radius: 6px; background: var(--card); }
.state.bad { border-left-color: var(--bad); }
.state p:first-child { font-weight: 600; margin-top: 0; }
.state p:last-child { margin-bottom: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; background: var(--card); }
.figures b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures span { color: var(--soft); font-size: .875rem; }
.figures .loud b { color: var(--bad); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
th .soft { font-weight: 400; }
caption { text-align: left; color: var(--soft); padding-bottom: .4rem; }
.limits li { margin: .35rem 0; }
.record { border: 1px solid var(--line); border-radius: 8px; margin: 1rem 0; background: var(--card); content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.record > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .7rem 1rem; border-bottom: 1px solid var(--line); }
.record > header time { color: var(--soft); font-size: .875rem; margin-left: auto; }
.record > .body { padding: .25rem 1rem .9rem; }
.record.good h3::before { content: "\\2713\\a0"; color: var(--good); }
.record.bad h3::before { content: "\\25b2\\a0"; color: var(--warn); }
dl { display: grid; grid-template-columns: 9.5rem 1fr; gap: .2rem 1rem; margin: .6rem 0; font-size: .9375rem; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
.hunk { border-top: 1px solid var(--line); margin-top: .9rem; padding-top: .1rem; }
.hunk > p { margin: .2rem 0; font-size: .875rem; }
.finding { margin: .75rem 0 0; padding: .1rem 0 .1rem .9rem; border-left: .2rem solid var(--line); }
.finding.is-answered { border-left-color: var(--good); }
.finding.is-open { border-left-color: var(--bad); }
.finding p { margin: .2rem 0; }
.finding .message { font-weight: 600; }
.finding .asked { color: var(--soft); font-size: .875rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; font-size: .8125rem; color: var(--soft); }
.open-note, .missing { color: var(--bad); font-weight: 600; }
.warn { color: var(--warn); font-weight: 600; }
details { margin: .3rem 0; font-size: .875rem; }
summary { cursor: pointer; color: var(--soft); width: max-content; max-width: 100%; }
footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line); padding-top: 1rem; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .4rem; }
  .record > header time { margin-left: 0; width: 100%; }
  table { min-width: 34rem; }
}
@media print {
  :root { --page: #fff; --text: #000; --soft: #444; --line: #999; --card: #fff; --code: #f2f2f2; --good: #064; --bad: #900; --warn: #640; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .record { content-visibility: visible; }
  .record > header, .finding, tr { break-inside: avoid; }
  h2, h3, h4, .record > header { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .skip, nav { display: none; }
  table { min-width: 0; }
  pre { white-space: pre-wrap; border: 1px solid #999; }
}
`;
