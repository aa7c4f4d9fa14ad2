import type { Made, Playlist, SceneFile } from '@ioc/server/contract'
import { useEffect, useState } from 'react'
import { isSame } from './differences.ts'
import { type Kind, keepDraft, type LocalDraft, readDraft } from './drafts.ts'
import { begin, redo, type Steps, step, undo } from './steps.ts'

export type Version<T> = Made & { spec: T | null }

/** Something that is laid out: step by step, kept on this machine until it is published. */
export interface Editing<T> {
  spec: T
  /** The version it began from; null of what is new. */
  base: number | null
  /** What is in use; null of what is new or was taken away. */
  published: T | null
  /** What it began from; null of what is new. */
  before: T | null
  isChanged: boolean
  /** A version that was published meanwhile, while this one was being changed. */
  meanwhile: Version<T> | null
  canUndo: boolean
  canRedo: boolean
  /** What is typed into one field is one step, as long as nothing else is done. */
  change(next: T, field?: string): void
  undo(): void
  redo(): void
  /** Back to what is in use. */
  drop(): void
  /** Goes on from a newer version, with its content or with what stands here. */
  settle(version: number, next: T | null): void
}

/** Null where there is neither a version nor a draft. `versions`: the newest first, looked at again now and then. */
export function useEditing<T extends SceneFile | Playlist>(kind: Kind, id: string, versions: Version<T>[]): Editing<T> | null {
  const [newest] = versions
  const published = newest?.spec ?? null
  const [held, setHeld] = useState<{ base: number | null; steps: Steps<T>; field?: string | undefined } | null>(() => {
    const draft = readDraft(kind, id) as LocalDraft<T> | null
    if (draft) return { base: draft.base, steps: begin(draft.spec) }
    const spec = versions.find((each) => each.spec !== null)?.spec
    return newest && spec ? { base: newest.version, steps: begin(spec) } : null
  })
  const spec = held?.steps.now
  const base = held?.base ?? null
  const before = versions.find(({ version }) => version === base)?.spec ?? null
  const isChanged = spec !== undefined && !isSame(spec, before)
  const isLate = newest !== undefined && newest.version !== base && base !== null

  // What somebody else published is shown at once where nothing was changed here.
  useEffect(() => {
    if (isLate && !isChanged && newest.spec) setHeld({ base: newest.version, steps: begin(newest.spec) })
  }, [isLate, isChanged, newest])

  useEffect(() => {
    if (spec) keepDraft(kind, id, isChanged ? ({ base, spec } as LocalDraft<never>) : null)
  }, [kind, id, spec, base, isChanged])

  if (!held || !spec) return null
  const go = (next: (steps: Steps<T>) => Steps<T>) => setHeld((now) => now && { base: now.base, steps: next(now.steps) })
  return {
    ...{ spec, base, published, before, isChanged },
    meanwhile: isLate && isChanged && !isSame(spec, newest.spec) ? newest : null,
    canUndo: held.steps.past.length > 0,
    canRedo: held.steps.future.length > 0,
    change: (next, field) =>
      setHeld((now) => {
        if (!now) return now
        const goesOn = field !== undefined && now.field === field
        return { base: now.base, field, steps: goesOn ? { ...now.steps, now: next, future: [] } : step(now.steps, next) }
      }),
    undo: () => go(undo),
    redo: () => go(redo),
    drop: () => published && newest && setHeld({ base: newest.version, steps: begin(published) }),
    settle: (version, next) => setHeld({ base: version, steps: next ? step(held.steps, next) : held.steps }),
  }
}
