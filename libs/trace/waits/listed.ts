import type { Sentence } from '#libs/contracts/sentence';

/** `a, b and c`; `word` is what stands before the last. */
export function listed(names: readonly string[], word: string): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** The same for names in both languages. */
export function listedNames(names: readonly Sentence[], word: { en: string; zh: string }): Sentence {
  return {
    en: listed(
      names.map((name) => name.en),
      word.en,
    ),
    zh: names.map((name) => name.zh).join(word.zh),
  };
}

/** A sentence begins with a capital letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** ` (fd 4)`, or nothing where there is no number. */
export function atFd(fd: number | null): Sentence {
  return fd === null ? { en: '', zh: '' } : { en: ` (fd ${fd})`, zh: `（fd ${fd}）` };
}
