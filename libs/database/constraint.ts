/** Whether a statement failed on the constraint or unique index of this name; Prisma's message says which it was. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && error.message.includes(constraint);
}
