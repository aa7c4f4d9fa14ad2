// A paired display has no session: it is known by the token it was given when it first said that it is there.

const TOKEN = 'ioc-screen'

/** Whether this page is a display that is paired, or waits to be. Nobody stands before it to sign in. */
export const isDisplay = (): boolean => typeof location !== 'undefined' && location.pathname === '/screen'

export const displayToken = (): string | null => localStorage.getItem(TOKEN)

export const keepDisplayToken = (token: string): void => localStorage.setItem(TOKEN, token)

/** What a display sends with whatever it asks; nothing where a person does, whose browser carries their session. */
export function asDisplay(): Record<string, string> {
  const token = isDisplay() ? displayToken() : null
  return token === null ? {} : { authorization: `Screen ${token}` }
}
