type Child = Node | string | null;

/** Makes an element with properties and children; nothing of a hand-in or a report ever becomes HTML by way of a string. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Gives an element `aria-*`, `scope` and other attributes that are no properties. */
export function withAttributes<Made extends Element>(
  made: Made,
  attributes: Readonly<Record<string, string>>,
): Made {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
