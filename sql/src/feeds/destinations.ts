/**
 * Where a feed's settings lead, as far as anything in them can: the origins of addresses, and a `host` with its `port`. Whatever
 * stands before a parameter in braces (`{{simulator}}/…`) is taken as it is.
 */
function destinationsOf(settings: unknown): Set<string> {
  if (typeof settings === 'string') return new Set(originOf(settings))
  if (typeof settings !== 'object' || settings === null) return new Set()
  const { host, port } = settings as { host?: unknown; port?: unknown }
  const here = typeof host === 'string' ? [`${host.toLowerCase()}:${port ?? ''}`] : []
  return new Set([...here, ...Object.values(settings).flatMap((inner) => [...destinationsOf(inner)])])
}

/** Whether settings lead where those before did not: what was given for one place must not be sent to another. */
export function leadElsewhere(before: unknown, after: unknown): boolean {
  const known = destinationsOf(before)
  return [...destinationsOf(after)].some((destination) => !known.has(destination))
}

function originOf(text: string): string[] {
  if (URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const { protocol, host } = new URL(text)
    return [`${protocol}//${host}`]
  }
  const [, before] = /^(\{\{\w+\}\})/.exec(text) ?? []
  return before ? [before] : []
}
