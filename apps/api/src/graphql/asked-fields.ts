import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/** What a resolver is told of the question. */
type Asked = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/**
 * Names the fields that a question wants at a path below a field, such as `['edges', 'node']`, so that no others are fetched; none when it
 * does not go there. Fields under `@skip` and `@include` count as wanted.
 */
export function askedFields({ fieldNodes, fragments }: Asked, path: readonly string[]): ReadonlySet<string> {
  let nodes: readonly FieldNode[] = fieldNodes;
  for (const name of path) nodes = fieldsOf(nodes, fragments).filter((node) => node.name.value === name);
  return new Set(fieldsOf(nodes, fragments).map((node) => node.name.value));
}

function fieldsOf(nodes: readonly FieldNode[], fragments: Asked['fragments']): FieldNode[] {
  const within = (set: SelectionSetNode | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) return within(selection.selectionSet);
      // Fragments spread each other in no circle: the question was validated.
      return within(fragments[selection.name.value]?.selectionSet);
    });
  return nodes.flatMap((node) => within(node.selectionSet));
}
