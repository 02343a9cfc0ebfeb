/** A registry or reference that is made from the files around it and checked in. */
export interface Generated {
  /** From the project's root. */
  readonly path: string;
  readonly content: string;
}
