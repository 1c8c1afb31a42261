import { inputSchemas } from '#shared/contract.ts';
import type { Method, ParsedInput } from '#shared/contract.ts';
import { AppError } from '#shared/errors.ts';

/** The input with its defaults; throws INVALID_INPUT naming the path of each wrong field. */
export function parseInput<M extends Method>(method: M, input: unknown): ParsedInput<M> {
  const parsed = inputSchemas[method].safeParse(input);
  // One schema a method: the union over all methods is narrowed by the key.
  if (parsed.success) return parsed.data as ParsedInput<M>;
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  const path = parsed.error.issues[0].path.map(String).join('.');
  throw new AppError('INVALID_INPUT', problems.join('; '), { method, path });
}
