import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { LtiPlatform } from '#libs/database/lti-platforms.store';
import { claim, Claims } from './claims.js';
import { LaunchRefusal, refused } from './launch-refusal.js';
import { Launch, launchOf } from './launch.js';
import { parseUrl } from './parse-url.js';
import { PlatformTrouble } from './platform-trouble.js';

/** How far a platform's clock may be off, in seconds. */
const skewSeconds = 30;

/** A message older than this is not taken, whatever it says of its own end, in seconds. */
const ageSecondsMax = 600;

/** The longest message that is looked at, in characters. */
const tokenMax = 64_000;

/** What a message must agree with. */
export interface Expected {
  readonly platform: LtiPlatform;
  readonly keys: JWTVerifyGetKey;
  /** The one that this login was given. */
  readonly nonce: string;
  /** Where ipclab is found, without a path. */
  readonly origin: string;
}

/**
 * Verifies a launch's `id_token` as LTI 1.3 ("5.1.3 Authentication response validation" of the security framework) asks: signature
 * (RS256 only), issuer, audience, times, nonce, version, deployment, target. Ends in a `LaunchRefusal` that names what is wrong.
 */
export async function verifyLaunch(token: string, expected: Expected): Promise<Launch> {
  const { platform } = expected;
  const claims = await readClaims(token, expected);
  if (claims.nonce !== expected.nonce)
    throw new LaunchRefusal('LTI_LAUNCH_EXPIRED', {
      en: 'This message of the course platform belongs to another launch; follow the link in your course again.',
      zh: '课程平台的这条消息属于另一次启动；请回到课程中重新点击链接。',
    });
  if (claims[claim.version] !== '1.3.0')
    throw refused(
      'The course platform speaks another version of LTI than 1.3.0.',
      '课程平台使用的 LTI 版本不是 1.3.0。',
    );
  if (!platform.deploymentIds.includes(claims[claim.deploymentId]))
    throw refused(
      `The deployment ${claims[claim.deploymentId]} of this course platform is not registered here.`,
      `课程平台的部署 ${claims[claim.deploymentId]} 没有在此登记。`,
    );
  const { sub } = claims;
  if (sub === null || sub === undefined)
    throw refused('The course platform does not say who you are.', '课程平台没有说明您是谁。');
  checkMessage(claims, expected.origin);
  return launchOf({ ...claims, sub }, platform);
}

async function readClaims(token: string, { platform, keys }: Expected): Promise<Claims> {
  if (token.length > tokenMax) throw refused('The message is too long.', '消息过长。');
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: platform.issuer,
      audience: platform.clientId,
      clockTolerance: skewSeconds,
      maxTokenAge: ageSecondsMax,
      requiredClaims: ['exp', 'iat', 'nonce'],
    });
    const several = Array.isArray(payload.aud) && payload.aud.length > 1;
    if ((several || payload['azp'] !== undefined) && payload['azp'] !== platform.clientId)
      throw refused('The message was made for another tool (azp).', '这条消息是发给另一个工具的（azp）。');
    const claims = Claims.safeParse(payload);
    if (claims.success) return claims.data;
    const where = claims.error.issues[0]?.path.map(String).join('.') ?? '';
    throw refused(
      `The message of the course platform lacks something, or has it in another form: ${where}.`,
      `课程平台的消息缺少内容或格式不对：${where}。`,
    );
  } catch (error) {
    throw sayWhatIsWrong(error);
  }
}

/** Only what the caller did wrong is said as a refusal; that the platform's keys cannot be read is the platform's failure. */
function sayWhatIsWrong(error: unknown): unknown {
  if (error instanceof errors.JWTExpired)
    return new LaunchRefusal('LTI_LAUNCH_EXPIRED', {
      en: 'The message of the course platform has expired; follow the link in your course again.',
      zh: '课程平台的消息已过期；请回到课程中重新点击链接。',
    });
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(
      `The message of the course platform is not for us: its ${error.claim} is wrong.`,
      `课程平台的消息不是发给我们的：${error.claim} 不对。`,
    );
  if (
    error instanceof PlatformTrouble ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid
  )
    return unreadableKeys(error);
  // jose says so when a key set was answered with another status than 200, or with no JSON.
  if (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC') return unreadableKeys(error);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return refused('The message is not signed with RS256.', '消息不是用 RS256 签名的。');
  if (error instanceof errors.JOSEError)
    return refused(
      'The signature of the message is not that of the course platform.',
      '消息的签名不是课程平台的签名。',
    );
  return error;
}

function unreadableKeys(cause: Error): LaunchRefusal {
  return new LaunchRefusal('PLATFORM_FAILED', {
    en: `The keys of the course platform cannot be read now: ${cause.message}`,
    zh: `现在无法读取课程平台的密钥：${cause.message}`,
  });
}

function checkMessage(claims: Claims, origin: string): void {
  const target = claims[claim.targetLinkUri];
  const type = claims[claim.messageType];
  if (type === 'LtiDeepLinkingRequest') {
    if (claims[claim.choosing] !== null && claims[claim.choosing] !== undefined) return;
    throw refused(
      'The message asks to choose something and does not say where to return.',
      '消息要求选择内容，却没有给出返回地址。',
    );
  }
  if (type !== 'LtiResourceLinkRequest')
    throw refused(`Messages of the type ${type} are not taken here.`, `此处不接受 ${type} 类型的消息。`);
  if (typeof target !== 'string' || parseUrl(target)?.origin !== origin)
    throw refused('The link leads to another server than this one.', '链接指向的不是本服务器。');
  if (claims[claim.resourceLink] === null || claims[claim.resourceLink] === undefined)
    throw refused('The message does not say which link was followed.', '消息没有说明点击的是哪个链接。');
}
