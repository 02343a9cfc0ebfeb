/** Makes text of a student's program or compiler harmless on a terminal: control characters but newline and tab are shown as `\x1b`. */
export function printable(text: string): string {
  return text.replaceAll(
    /[^\P{Cc}\n\t]/gu,
    (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
