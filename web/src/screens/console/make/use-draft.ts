import { changesBetween, type Draft, type DraftPart, type DraftSpec, isSaid, overlap, withChanges } from '@ioc/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Outdated } from '../../../api/get.ts'
import { dropSecret, save, setSecret } from './queries.ts'

const PAUSE_MS = 600

/** What somebody else made of a part of the draft while it was open here. */
export interface Theirs extends DraftPart {
  value: unknown
}

export interface Drafting {
  id: number
  feed: string | null
  spec: DraftSpec
  edit: number
  secrets: string[]
  sample: Draft['sample']
  savedAt: string
  /** Why what was typed last could not be saved. */
  error: Error | null
  /** Parts somebody else changed, shown here since. */
  told: Theirs[]
  /** Parts both changed: neither is saved over the other before a person has said which stands. */
  clashes: Theirs[]
  /** What changes; of what may have changed meanwhile it is said as it is then. */
  change(part: Partial<DraftSpec> | ((now: DraftSpec) => Partial<DraftSpec>)): void
  /** Says which of two stands. */
  settle(clash: Theirs, keep: 'mine' | 'theirs'): void
  /** What others changed has been read. */
  hear(): void
  /** Everything typed so far is with the server once this is done. */
  flush(): Promise<void>
  /** Seals a secret or, with null, lets it go; what is flushed after waits for it. */
  keepSecret(name: string, value: string | null): Promise<void>
  refresh(): Promise<void>
}

/**
 * A draft as it is typed: the parts changed are kept by the server a moment after each pause, so that a reload loses nothing, and what
 * others change of it meanwhile is shown. `data` is what the server last told, `load` asks it again.
 */
export function useDraft(data: Draft, load: () => Promise<Draft>): Drafting {
  const [draft, setDraft] = useState(data)
  const [error, setError] = useState<Error | null>(null)
  const [told, setTold] = useState<Theirs[]>([])
  const [clashes, setClashes] = useState<Theirs[]>([])
  const client = useQueryClient()
  // As the server knows it, and with what has been typed since.
  const known = useRef(data)
  const latest = useRef(data.spec)
  const unsettled = useRef<Theirs[]>([])
  const timer = useRef<number>(undefined)
  const saving = useRef<Promise<void>>(Promise.resolve())
  const isSaving = useRef(false)
  const flushing = useRef<() => Promise<void>>(async () => {})

  const show = useCallback(() => {
    // A clash is over once both say the same.
    unsettled.current = unsettled.current.filter((each) => !isSaid(latest.current, changeTo(each)))
    setClashes(unsettled.current)
    setDraft({ ...known.current, spec: latest.current })
  }, [])

  /** What the server knows now: what was typed here and not `sent` yet stands, what others changed comes in beside it. */
  const meet = useCallback(
    (next: Draft, sent: ReturnType<typeof changesBetween> = []) => {
      const { edit, spec } = known.current
      if (next.edit < edit) return
      const mine = changesBetween(withChanges(spec, sent), latest.current)
      const theirs = next.parts
        .filter((part) => part.edit > edit && !sent.some(({ path }) => isSamePath(path, part.path)))
        .map((part) => ({ ...part, value: valueAt(next.spec, part.path) }))
      const isBoth = (part: Theirs) => mine.some((change) => overlap(change.path, part.path) && !isSaid(next.spec, change))
      const ours = (part: Theirs) => theirs.every(({ path }) => !isSamePath(path, part.path))
      unsettled.current = [...unsettled.current.filter(ours), ...theirs.filter(isBoth)]
      const news = theirs.filter((part) => !isBoth(part) && !isSaid(spec, changeTo(part)))
      if (news.length > 0) setTold((before) => [...before.filter(ours), ...news])
      known.current = next
      latest.current = withChanges(next.spec, mine)
      client.setQueryData(['drafts', next.id], next)
      show()
    },
    [client, show],
  )

  const keepSoon = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void flushing.current().catch(() => {}), PAUSE_MS)
  }, [])

  const flush = useCallback(() => {
    window.clearTimeout(timer.current)
    saving.current = saving.current.then(async () => {
      const changes = changesBetween(known.current.spec, latest.current)
      // Of a choice that is open nothing is kept in halves.
      if (changes.length === 0 || unsettled.current.length > 0) return
      isSaving.current = true
      try {
        meet(await save(data.id, { edit: known.current.edit, changes }), changes)
        setError(null)
      } catch (failure) {
        if (!(failure instanceof Outdated)) setError(failure as Error)
        else {
          meet(await load())
          setError(null)
          keepSoon()
        }
        throw failure
      } finally {
        isSaving.current = false
      }
    })
    const done = saving.current
    // A failure is shown; the next pause tries again.
    saving.current = done.catch(() => {})
    return done
  }, [data.id, load, meet, keepSoon])
  flushing.current = flush

  const change = useCallback<Drafting['change']>(
    (part) => {
      const { current } = latest
      latest.current = { ...current, ...(typeof part === 'function' ? part(current) : part) }
      show()
      keepSoon()
    },
    [show, keepSoon],
  )

  const settle = useCallback<Drafting['settle']>(
    (clash, keep) => {
      unsettled.current = unsettled.current.filter((each) => each !== clash)
      if (keep === 'theirs') {
        const mine = changesBetween(known.current.spec, latest.current)
        const gone = mine.filter(({ path }) => overlap(path, clash.path))
        // Without the kind it was for, a mapping means nothing.
        const left = mine.filter(({ path }) => !gone.some((each) => overlap(path, each.path)))
        latest.current = withChanges(known.current.spec, left)
      }
      show()
      // What was looked at meanwhile was the one that was kept.
      const lookAgain = () => client.invalidateQueries({ queryKey: ['drafts', data.id] })
      void flush().then(lookAgain, lookAgain)
    },
    [show, flush, client, data.id],
  )

  const keepSecret = useCallback(
    (name: string, value: string | null) => {
      const done = saving.current.then(async () => {
        await (value === null ? dropSecret(data.id, name) : setSecret(data.id, name, value))
      })
      // A failure is told beside the field.
      saving.current = done.catch(() => {})
      return done
    },
    [data.id],
  )

  const refresh = useCallback(async () => meet(await load()), [meet, load])
  const hear = useCallback(() => setTold([]), [])

  useEffect(() => {
    // A save under way tells the same, and newer.
    if (data !== known.current && !isSaving.current) meet(data)
  }, [data, meet])

  // Who leaves the page within the pause has typed it all the same.
  useEffect(() => () => void flush().catch(() => {}), [flush])

  const { id, feed, spec, edit, secrets, sample, savedAt } = draft
  const state = { id, feed, spec, edit, secrets, sample, savedAt, error, told, clashes }
  return { ...state, change, settle, hear, flush, keepSecret, refresh }
}

const isSamePath = (a: string[], b: string[]) => a.length === b.length && a.every((name, at) => name === b[at])

const changeTo = ({ path, value }: Theirs) => (value === undefined ? { path, removed: true as const } : { path, value })

/** What stands at a place of a draft. */
export function valueAt(spec: unknown, path: string[]): unknown {
  return path.reduce<unknown>((within, name) => (within as Record<string, unknown> | undefined)?.[name], spec)
}
