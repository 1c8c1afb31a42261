/** Whether a thrown value is an error of the system with this code: `ENOENT`, `EPERM`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
