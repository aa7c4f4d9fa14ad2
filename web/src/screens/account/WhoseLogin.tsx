/** Whose password a form is about, for the browser that keeps passwords; nobody sees it. */
export function WhoseLogin({ login }: { login: string }) {
  return <input hidden readOnly autoComplete="username" value={login} />
}
