/** What a platform did wrong, said for an instructor, and whether trying again may help. */
export class PlatformTrouble extends Error {
  private constructor(
    sentence: string,
    readonly passes: boolean,
    options: ErrorOptions & { readonly waitMs?: number } = {},
  ) {
    super(sentence, options);
    this.name = 'PlatformTrouble';
    this.waitMs = options.waitMs ?? null;
  }

  /** How long the platform asks us to wait, in milliseconds; null when it does not say. */
  readonly waitMs: number | null;

  /** Trying again may help. */
  static passing(
    sentence: string,
    options: ErrorOptions & { readonly waitMs?: number } = {},
  ): PlatformTrouble {
    return new PlatformTrouble(sentence, true, options);
  }

  /** Somebody has to do something first. */
  static lasting(sentence: string): PlatformTrouble {
    return new PlatformTrouble(sentence, false);
  }
}
