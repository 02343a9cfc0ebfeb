/** Reads an absolute URL; null when it is none. Node 20 has no `URL.parse`. */
export function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
