import { changesBetween, Draft } from '@ioc/server/contract'

/** Makes a draft say what is given, as a screen that has just looked at it would: only what differs is sent. */
export async function saveDraft(url: string, id: number, spec: object, { by = 'Lan', ask = fetch } = {}): Promise<void> {
  const here = `${url}/api/drafts/${id}`
  const { edit, spec: before } = Draft.parse(await (await ask(here)).json())
  const changes = changesBetween(before, spec as Record<string, unknown>)
  if (changes.length === 0) return
  const headers = { 'content-type': 'application/json' }
  const answer = await ask(here, { method: 'POST', headers, body: JSON.stringify({ edit, changes, by }) })
  if (!answer.ok) throw new Error(`${here}: ${answer.status} ${await answer.text()}`)
}
