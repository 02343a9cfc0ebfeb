// Written by `ipclab sync`. Do not edit.
import type { LanguageId } from '#libs/contracts/language';
import type { Language } from './language.js';
import { c } from './languages/c.js';
import { cpp } from './languages/cpp.js';
import { python } from './languages/python.js';

/** Every language that students can hand in, by its id. */
export const languages: Readonly<Record<LanguageId, Language>> = { c, cpp, python };
