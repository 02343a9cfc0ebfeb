import { z } from 'zod';
import type { Lang } from './texts.js';

const tokenKey = 'ipclab.token';
const langKey = 'ipclab.lang';
const LangChoice = z.enum(['en', 'zh']);

/** The language last chosen on this machine, else the browser's first one when it is Chinese, else English. */
export function readLang(): Lang {
  const chosen = LangChoice.safeParse(localStorage.getItem(langKey));
  if (chosen.success) return chosen.data;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

/** Keeps the choice for the next visit and tells screen readers which voice to use. */
export function keepLang(lang: Lang): void {
  localStorage.setItem(langKey, lang);
  document.documentElement.lang = lang === 'zh' ? 'zh-Hans' : 'en';
}

/** The token lives as long as the tab, and is seen by this page only. */
export function readToken(): string | null {
  return sessionStorage.getItem(tokenKey);
}

/** Keeps the token of this tab, or forgets it. */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(tokenKey);
  else sessionStorage.setItem(tokenKey, token);
}
