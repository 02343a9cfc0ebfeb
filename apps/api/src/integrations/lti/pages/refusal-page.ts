import type { Refusal, RefusalCode } from '#libs/contracts/refusal';
import { LaunchRefusal } from '../protocol/launch-refusal.js';
import { toRefusal } from '../../../refusals/to-refusal.js';
import { markup } from './markup.js';
import type { Page } from './page.js';
import { text, type Lang } from './texts.js';

/** Says why a launch goes no further, with the code by which whoever helps finds the page of refusals. */
export function refusalPage(thrown: unknown, lang: Lang): Page {
  const refusal = toRefusal(thrown);
  const { sentence, detail } = sentencesOf(thrown, refusal, lang);
  const again = thrown instanceof LaunchRefusal ? thrown.again : null;
  const button =
    again === null
      ? null
      : markup`<p><a href="${again}" target="_blank" rel="noopener">${text('again', lang)}</a></p>`;
  return {
    lang,
    title: text('refusedTitle', lang),
    // Nothing can be done on it but read, so whoever frames it wins nothing.
    framedBy: '*',
    body: markup`<p role="alert">${sentence}</p>
      ${detail === null ? null : markup`<p class="quiet" lang="en">${detail}</p>`} ${button}
      <p class="quiet">${text('code', lang)}: <code>${refusal.code}</code></p>`,
  };
}

/** What a refusal that is made for programs means on a page in Chinese; its own sentence stands below, for whoever helps. */
const meanings: Partial<Record<RefusalCode, string>> = {
  BAD_INPUT: '填写的内容有误，请返回检查后重试。',
  NOT_FOUND: '没有找到所请求的内容。',
  NOT_ALLOWED: '您没有权限执行此操作。',
  CONFLICT: '与已有的内容冲突：名称或代码可能已被使用，或其他人刚刚做了修改。请返回后重试。',
  TOO_MANY_REQUESTS: '请求过于频繁，请稍等一分钟后重试。',
  UPLOAD_TOO_LARGE: '请求内容过大。',
  WRONG_CREDENTIALS: '邮箱地址或密码不正确。',
  BAD_EXERCISE: '此服务器上的这个练习已损坏，请告知您的教师。',
  PLATFORM_FAILED: '课程平台没有给出可用的回答，请稍后重试。',
  INTERNAL: '我们这边出了问题，已记录下来。请稍后重试。',
};
const someMeaning = '现在无法继续。请返回课程后重试，或联系您的教师。';

function sentencesOf(
  thrown: unknown,
  refusal: Refusal,
  lang: Lang,
): { readonly sentence: string; readonly detail: string | null } {
  if (thrown instanceof LaunchRefusal) return { sentence: thrown.sentence[lang], detail: null };
  if (lang === 'en') return { sentence: refusal.message, detail: null };
  return { sentence: meanings[refusal.code] ?? someMeaning, detail: refusal.message };
}
