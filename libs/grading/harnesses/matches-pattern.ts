/** Whether a path is meant by one of the patterns, in which `*` stands for anything but a slash: `ring.*` means `ring.h`. */
export function matchesPattern(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const pieces = pattern.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    return new RegExp(`^${pieces.join('[^/]*')}$`).test(path);
  });
}
