/** How a printed report looks, on a screen and on paper of any size; colours are never the only sign. */
export const reportStyle = `
body { font: 11pt/1.45 system-ui, "Noto Sans SC", sans-serif; color: #111; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
header p { margin: .25rem 0; }
.points { font-size: 1.1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #999; padding: .35rem .5rem; text-align: left; vertical-align: top; font-weight: normal; }
thead th { font-weight: bold; }
tbody th p { margin: .25rem 0 0; color: #333; }
tr.failed td:first-child, p.failed { color: #9a0000; font-weight: bold; }
tr { break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #999; padding: .5rem; font-size: 9pt; }
figure { margin: 1.5rem 0; break-inside: avoid; }
figcaption { margin-bottom: .5rem; }
img { max-width: 100%; max-height: 22cm; }
footer { margin-top: 2rem; font-size: 8pt; color: #444; overflow-wrap: anywhere; }
@page { margin: 15mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
`;
