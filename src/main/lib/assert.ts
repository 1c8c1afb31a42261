/** Throws when our own code is wrong; never for bad input, which gets an AppError. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
