export class NotThere extends Error {}

const GIVE_UP_AFTER_MS = 8_000

export async function getJson(path: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(path, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_AFTER_MS)]),
  })
  if (response.status === 404) throw new NotThere(`GET ${path}: 404`)
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
  return response.json()
}
