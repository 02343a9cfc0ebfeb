import type { Sanitizer } from './language.js';

/** Names under which gcc takes a function out of a sanitizer's sight; see "Common Function Attributes" in its manual. */
const exemptions = [
  'no_sanitize(...)',
  '__no_sanitize__(...)',
  'no_sanitize_thread',
  '__no_sanitize_thread__',
];

/**
 * What gcc and g++ are told when functions of a hand-in are built together with a test program: headers are found in `/box` too, and
 * nothing may be hidden from a sanitizer.
 */
export function linkFlags(sanitize: Sanitizer): readonly string[] {
  const always = ['-iquote', '.'];
  if (sanitize === 'none') return always;
  return [...always, `-fsanitize=${sanitize}`, ...exemptions.map((name) => `-D${name}=`)];
}
