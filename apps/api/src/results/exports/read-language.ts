import { Refusal } from '#libs/contracts/refusal';
import type { CheckResult } from '#libs/contracts/report';

/** The languages that results are written in for people. */
export type ReadLanguage = 'en' | 'zh';

/** Reads `?language=`; English when nothing is said. Refuses (`BAD_INPUT`) what is written in neither. */
export function readLanguage(language: string | undefined): ReadLanguage {
  if (language === undefined || language === 'en') return 'en';
  if (language === 'zh') return 'zh';
  throw new Refusal('BAD_INPUT', 'The language is "en" or "zh".');
}

/** What a check says in one of the two languages. */
export function saysIn(check: CheckResult, language: ReadLanguage): string {
  return language === 'zh' && check.saysZh !== '' ? check.saysZh : check.says;
}
