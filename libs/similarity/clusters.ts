/** Two that belong together. */
export interface Link {
  readonly leftId: string;
  readonly rightId: string;
  readonly similarity: number;
}

/** All that are connected by links, however many are between two of them. */
export interface Cluster {
  /** In the order in which links first named them. */
  readonly memberIds: readonly string[];
  readonly links: number;
  /** Of its links. */
  readonly leastSimilarity: number;
  readonly mostSimilarity: number;
}

/** Puts together what is connected; the largest first, of equals that with the most similar link. */
export function clusters(links: readonly Link[]): Cluster[] {
  const groupOf = new Map<string, Group>();
  for (const { leftId, rightId, similarity } of links) {
    const left = groupOf.get(leftId) ?? { members: [leftId], similarities: [] };
    const right = groupOf.get(rightId) ?? { members: [rightId], similarities: [] };
    const [large, small] = left.members.length < right.members.length ? [right, left] : [left, right];
    if (large !== small) {
      large.members.push(...small.members);
      large.similarities.push(...small.similarities);
    }
    large.similarities.push(similarity);
    // A member moves only into a group at least as large as its own, so seldom.
    for (const member of large === small ? [] : small.members) groupOf.set(member, large);
    groupOf.set(leftId, large).set(rightId, large);
  }
  return [...new Set(groupOf.values())]
    .map(toCluster)
    .sort(
      (one, other) =>
        other.memberIds.length - one.memberIds.length || other.mostSimilarity - one.mostSimilarity,
    );
}

interface Group {
  readonly members: string[];
  readonly similarities: number[];
}

function toCluster({ members, similarities }: Group): Cluster {
  return {
    memberIds: members,
    links: similarities.length,
    leastSimilarity: similarities.reduce((least, one) => Math.min(least, one), 1),
    mostSimilarity: similarities.reduce((most, one) => Math.max(most, one), 0),
  };
}
