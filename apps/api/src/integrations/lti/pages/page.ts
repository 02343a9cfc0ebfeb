import type { FastifyReply } from 'fastify';
import { markup, Markup } from './markup.js';
import { text, type Lang } from './texts.js';

/** A page of a launch. */
export interface Page {
  readonly lang: Lang;
  readonly title: string;
  readonly body: Markup;
  /** Origins that may frame it; `*` only for a page on which nothing can be done. */
  readonly framedBy: readonly string[] | '*';
  /** Origins that its form goes to, besides this one. */
  readonly sendsTo?: readonly string[];
}

const style =
  new Markup(`body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
h1{font-size:1.4rem}fieldset{border:1px solid #9aa7b5;border-radius:.4rem;margin:0 0 1rem}label{display:block;padding:.2rem 0}
input[type=text],input[type=password],select{font:inherit;width:100%;box-sizing:border-box;padding:.4rem;border:1px solid #63707e;border-radius:.3rem}
button{font:inherit;padding:.5rem 1.2rem;border:0;border-radius:.3rem;background:#0b5cad;color:#fff;cursor:pointer}
.quiet{color:#55616e}.bad{color:#a3121a}code{font-size:.9em}:focus-visible{outline:3px solid #e39b1d;outline-offset:2px}
@media (prefers-color-scheme:dark){body{color:#e4e9ee;background:#14191f}.quiet{color:#a8b3be}.bad{color:#ff9a9a}button{background:#3a86d4;color:#fff}
input,select{background:#1f262e;color:inherit}}`);

/** Answers with a page. Nothing of it is kept by a browser or a proxy: it may hold what signs somebody in. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  const framedBy = page.framedBy === '*' ? '*' : ["'self'", ...page.framedBy].join(' ');
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    `form-action ${["'self'", ...(page.sendsTo ?? [])].join(' ')}`,
    "base-uri 'none'",
    `frame-ancestors ${framedBy}`,
  ];
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy.join('; '))
    .removeHeader('x-frame-options')
    .send(document(page).text);
}

function document({ lang, title, body }: Page): Markup {
  return markup`<!doctype html>
    <html lang="${lang === 'zh' ? 'zh-Hans' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · ipclab</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <script src="/lti/page.js"></script>
        <noscript><p class="bad">${text('needsScript', lang)}</p></noscript>
      </body>
    </html>`;
}
