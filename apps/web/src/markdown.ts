import MarkdownIt from 'markdown-it';

/** HTML in a text is shown as text, so that no task can bring a script along. */
const markdown = new MarkdownIt({ html: false, linkify: false });

/** Renders Markdown of lessons, tasks and hints, with `##` as the heading of level `top`, so that the page's own order holds. */
export function renderMarkdown(source: string, top: 3 | 4): DocumentFragment {
  const tokens = markdown.parse(source, {});
  for (const token of tokens) {
    if (!token.type.startsWith('heading_')) continue;
    token.tag = `h${Math.min(Number(token.tag.slice(1)) + top - 2, 6)}`;
  }
  const template = document.createElement('template');
  template.innerHTML = markdown.renderer.render(tokens, markdown.options, {});
  // Wide code can be scrolled with the keyboard too.
  for (const code of template.content.querySelectorAll('pre')) code.tabIndex = 0;
  return template.content;
}

/** The text without its title, where the page shows the title itself. */
export function withoutTitle(source: string): string {
  return source.replace(/^# .*\n/, '');
}
