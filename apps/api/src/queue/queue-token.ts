/** Where the queue is found in Nest's container. */
export const gradeQueue = Symbol('GradeQueue');
