/** Where the program of a peer is placed until it is sealed; no file of a hand-in is named so. */
export function sealedPath(peer: string): string {
  return `.peer-${peer}`;
}
