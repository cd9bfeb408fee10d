import Handlebars from 'handlebars'
import { type Printable, reportHtml } from './html.ts'

/** The report as one HTML file that needs nothing else, for the screen and for print. */
export function htmlFile(title: string, written: Printable): string {
  return standalone(title, reportHtml(written))
}

/** A page of its own that needs nothing else, in the style of reports. @param main its HTML, which is escaped already */
export function standalone(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${Handlebars.escapeExpression(title)}</title>
<style>
${style}</style>
</head>
<body>
<main>
${main}</main>
</body>
</html>
`
}

const style = `:root { --paper: #fdfcfa; --ink: #16191a; --quiet: #4c5356; --accent: #14505c; --rule: #d5d2ca; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15191b; --ink: #e8e6e1; --quiet: #b3b8b8; --accent: #8fd0d8; --rule: #3a4246; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 19px/1.6 "Iowan Old Style", "Palatino Linotype", palatino, georgia, serif; }
main { max-width: 66ch; margin: 0 auto; padding: 48px 20px 80px; overflow-wrap: break-word; }
.kicker { margin: 0; color: var(--accent); font: 700 15px/1.4 system-ui, sans-serif; letter-spacing: .08em; }
h1 { margin: 4px 0 0; font-size: 40px; line-height: 1.15; }
h2 { margin: 8px 0 24px; color: var(--quiet); font-size: 23px; font-weight: 400; line-height: 1.35; }
a { color: var(--accent); }
blockquote { margin: 24px 0; padding-left: 20px; border-left: 4px solid var(--accent); }
.as-written { white-space: pre-wrap; }
sup { line-height: 0; }
sup a { padding: 0 2px; text-decoration: none; }
figure { margin: 24px 0; }
figure svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 24px 0; font: 16px/1.4 system-ui, sans-serif; }
th, td { padding: 6px 20px 6px 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
@media (width >= 40em) { th:first-child { min-width: 11em; } }
@media (width < 40em) { table { font-size: 13px; hyphens: auto; } th, td { padding-right: 4px; overflow-wrap: anywhere; } }
.number { text-align: right; }
.notes { margin-top: 48px; border-top: 1px solid var(--rule); font-size: 16px; }
.notes h2 { margin: 16px 0 8px; font-size: 19px; font-weight: 700; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #333; --accent: #000; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  h1, h2, .kicker { break-after: avoid; }
  blockquote, li, figure, tr { break-inside: avoid; }
  .note-back { display: none; }
}
`
