/** The code of a failed system call, `ENOENT` for example; what it says where it has none. */
export function codeOf(error: unknown): string {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  return String(code ?? message ?? error);
}
