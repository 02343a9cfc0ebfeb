import MarkdownIt from 'markdown-it';

/** HTML in a text is shown as text, so that no task can bring a script along. */
const markdown = new MarkdownIt({ html: false, linkify: false });

/** Renders Markdown of lessons, tasks and hints; headings start two levels lower, below those of the page. */
export function renderMarkdown(source: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = markdown.render(source.replace(/^(#{1,4}) /gm, '##$1 '));
  return template.content;
}
