import type { Draft, DraftSpec } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { keptBy } from '../By.tsx'
import { dropSecret, save, setSecret } from './queries.ts'

const PAUSE_MS = 600

export interface Drafting {
  id: number
  feed: string | null
  spec: DraftSpec
  secrets: string[]
  sample: Draft['sample']
  savedAt: string
  /** Why what was typed last could not be saved. */
  error: Error | null
  change(part: Partial<DraftSpec>): void
  /** Everything typed so far is with the server once this is done. */
  flush(): Promise<void>
  /** Seals a secret or, with null, lets it go; what is flushed after waits for it. */
  keepSecret(name: string, value: string | null): Promise<void>
  /** What the server knows of the draft now, after it has changed it by itself. */
  take(draft: Draft): void
  refresh(): Promise<void>
}

/** A draft as it is typed: kept by the server a moment after each pause, so that a reload loses nothing. */
export function useDraft(initial: Draft, load: () => Promise<Draft>): Drafting {
  const [draft, setDraft] = useState(initial)
  const [error, setError] = useState<Error | null>(null)
  const client = useQueryClient()
  const latest = useRef(initial.spec)
  // What has been typed since the server was told last.
  const typed = useRef<Partial<DraftSpec>>({})
  const timer = useRef<number>(undefined)
  const saving = useRef<Promise<void>>(Promise.resolve())

  const flush = useCallback(() => {
    window.clearTimeout(timer.current)
    saving.current = saving.current.then(async () => {
      const sent = typed.current
      if (Object.keys(sent).length === 0) return
      typed.current = {}
      const spec = latest.current
      try {
        const saved = await save(initial.id, spec, keptBy() || null)
        setError(null)
        setDraft((now) => ({ ...saved, spec: now.spec }))
      } catch (failure) {
        typed.current = { ...sent, ...typed.current }
        setError(failure as Error)
        throw failure
      }
    })
    const done = saving.current
    // A failure is shown; the next pause tries again.
    saving.current = done.catch(() => {})
    return done
  }, [initial.id])

  const change = useCallback(
    (part: Partial<DraftSpec>) => {
      latest.current = { ...latest.current, ...part }
      typed.current = { ...typed.current, ...part }
      setDraft((now) => ({ ...now, spec: latest.current }))
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => void flush().catch(() => {}), PAUSE_MS)
    },
    [flush],
  )

  const keepSecret = useCallback(
    (name: string, value: string | null) => {
      const done = saving.current.then(async () => {
        await (value === null ? dropSecret(initial.id, name) : setSecret(initial.id, name, value))
      })
      // A failure is told beside the field.
      saving.current = done.catch(() => {})
      return done
    },
    [initial.id],
  )

  const take = useCallback(
    (next: Draft) => {
      // What was typed while the server answered stands.
      latest.current = { ...next.spec, ...typed.current }
      setDraft({ ...next, spec: latest.current })
      client.setQueryData(['drafts', next.id], next)
    },
    [client],
  )

  const refresh = useCallback(async () => take(await load()), [take, load])

  // Who leaves the page within the pause has typed it all the same.
  useEffect(() => () => void flush().catch(() => {}), [flush])

  const { id, feed, spec, secrets, sample, savedAt } = draft
  return { id, feed, spec, secrets, sample, savedAt, error, change, flush, keepSecret, take, refresh }
}
