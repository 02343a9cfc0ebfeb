/**
 * The picture's own style sheet. Colours are the Okabe-Ito set, darkened on white and lightened on black until each has a contrast
 * of 4.5 to its background (WCAG 2.2, 1.4.3); what colour says is also said by shape, dash or word.
 * Variables and class names begin with `ipc`, so that a page may hold several pictures.
 */
export const style = `
.ipclab-picture{--ipc-paper:#fff;--ipc-ink:#1c2227;--ipc-muted:#56616b;--ipc-rule:#eceff2;--ipc-head:#f4f6f8;--ipc-lane:#46525c;--ipc-good:#006b54;--ipc-bad:#b03a00;--ipc-wait:#8a5a00;--ipc-wash:#fbf3e0;--ipc-blue:#005f9e;--ipc-teal:#00697a;--ipc-ochre:#7a5c00;--ipc-green:#006b54;--ipc-purple:#7d3b94;--ipc-rose:#a02c5d;--ipc-mark:#c0246b;background:var(--ipc-paper);font-family:system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','DejaVu Sans',sans-serif}
@media (prefers-color-scheme:dark){.ipclab-picture{--ipc-paper:#14181c;--ipc-ink:#e9edf0;--ipc-muted:#a3aeb8;--ipc-rule:#232a31;--ipc-head:#1e252c;--ipc-lane:#b4bfc9;--ipc-good:#4cc9a4;--ipc-bad:#ff9a5c;--ipc-wait:#f0bd5b;--ipc-wash:#2e2718;--ipc-blue:#6db8f2;--ipc-teal:#5cc8d8;--ipc-ochre:#e0bd4f;--ipc-green:#4cc9a4;--ipc-purple:#cf9be3;--ipc-rose:#f291bb;--ipc-mark:#ff7ab0}}
.ipclab-picture text{fill:var(--ipc-ink)}
.ipc-paper{fill:var(--ipc-paper)}
.ipc-title{font-size:17px;font-weight:650}
.ipc-subtitle,.ipc-note,.ipc-legend{font-size:12px}
.ipclab-picture .ipc-subtitle,.ipclab-picture .ipc-time,.ipclab-picture .ipc-sub,.ipclab-picture .ipc-payload,.ipclab-picture .ipc-legend{fill:var(--ipc-muted)}
.ipc-time{font-size:11px;font-variant-numeric:tabular-nums}
.ipc-name{font-size:13px;font-weight:650}
.ipc-sub{font-size:11px}
.ipc-label{font-size:11.5px;font-weight:600}
.ipc-payload{font-size:11px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}
.ipc-label,.ipc-payload{paint-order:stroke;stroke:var(--ipc-paper);stroke-width:3px;stroke-linejoin:round}
.ipc-rule{stroke:var(--ipc-rule);stroke-width:1}
.ipc-head{fill:var(--ipc-head);stroke:var(--ipc-lane);stroke-width:1.25}
.ipc-ahead{stroke:var(--ipc-lane);stroke-width:1;stroke-dasharray:1 5;opacity:.55}
.ipc-life{fill:var(--ipc-lane)}
.ipc-halo{stroke:var(--ipc-paper);stroke-width:5}
.ipc-dense .ipc-halo{stroke:none}
.ipc-dense path.ipc-arrow{stroke-width:1.25}
.ipc-born{fill:var(--ipc-paper);stroke:var(--ipc-lane);stroke-width:2}
.ipc-held{fill:var(--ipc-paper);stroke:currentColor;stroke-width:2}
.ipc-badge{fill:var(--ipc-paper);stroke-width:1.5}
.ipc-store{fill:var(--ipc-paper);stroke:currentColor;stroke-width:1.5}
.ipc-tube{fill:currentColor;fill-opacity:.13;stroke:currentColor;stroke-width:1.25}
.ipc-fill{fill:currentColor;fill-opacity:.6}
.ipc-arrow{stroke:currentColor;stroke-width:1.75;fill:none}
.ipc-tip{fill:currentColor}
.ipc-end{stroke-dasharray:6 4}
.ipc-signal{stroke-dasharray:2 3}
.ipclab-picture .ipc-tinted{fill:currentColor}
.ipc-double{stroke-width:5}
.ipc-between{stroke:var(--ipc-paper);stroke-width:2}
.ipc-wake{stroke-width:1.5;stroke-dasharray:1 0}
.ipc-inferred{stroke-dasharray:9 3 2 3}
.ipc-hollow{fill:none}
.ipc-kin{stroke-width:1.25;stroke-dasharray:1 4;stroke-linecap:round}
.ipc-memory{stroke-width:3;stroke-opacity:.45}
.ipc-loop{stroke-width:3.5}
.ipc-open-tip{stroke:currentColor;stroke-width:1.75;fill:none}
.ipc-hollow-tip{stroke:currentColor;stroke-width:1.5;fill:var(--ipc-paper)}
.ipc-rib{stroke:currentColor;stroke-width:1.5;fill:none}
.ipc-sleep{fill:var(--ipc-paper);stroke:var(--ipc-lane);stroke-width:1.5}
.ipc-idle{opacity:.25}
.ipc-stint{fill:currentColor}
.ipc-thread{fill:var(--ipc-lane);opacity:.7}
.ipc-view{fill:currentColor;fill-opacity:.55}
.ipc-band{fill:currentColor;fill-opacity:.08}
.ipc-tie{stroke:currentColor;stroke-width:1.25;stroke-dasharray:2 2}
.ipc-access{font-size:10px;font-weight:650}
.ipc-ring{fill:none;stroke:var(--ipc-mark);stroke-width:3}
.ipc-pointer{fill:var(--ipc-mark)}
.ipc-glow{fill:var(--ipc-mark);fill-opacity:.22}
.ipc-frame{fill:currentColor;fill-opacity:.05;stroke:currentColor;stroke-width:1.25}
.ipc-part:focus{outline:none}
.ipc-part:focus-visible{outline:2px solid var(--ipc-mark);outline-offset:3px}
.ipc-waiting{fill:var(--ipc-wash);stroke:var(--ipc-wait);stroke-width:1;stroke-dasharray:3 3}
.ipc-waiting.ipc-stuck{fill:none;stroke:none}
.ipc-head.ipc-stuck{stroke:var(--ipc-bad);stroke-width:2}
.c-ink{color:var(--ipc-lane)}.c-good{color:var(--ipc-good)}.c-bad{color:var(--ipc-bad)}.c-wait{color:var(--ipc-wait)}.c-mark{color:var(--ipc-mark)}
.c-blue{color:var(--ipc-blue)}.c-teal{color:var(--ipc-teal)}.c-ochre{color:var(--ipc-ochre)}.c-green{color:var(--ipc-green)}.c-purple{color:var(--ipc-purple)}.c-rose{color:var(--ipc-rose)}
`;

const colours = {
  pipe: 'c-blue',
  'named-pipe': 'c-teal',
  file: 'c-ochre',
  'memory-mapped-file': 'c-ochre',
  socket: 'c-green',
  'unix-domain-socket': 'c-green',
  'shared-memory': 'c-purple',
  'message-queue': 'c-rose',
  'message-passing': 'c-rose',
  synchronisation: 'c-ink',
  signal: 'c-bad',
} as const;

/** The colour class of a mechanism: one family, one colour. */
export function colourOf(mechanism: keyof typeof colours): string {
  return colours[mechanism];
}
