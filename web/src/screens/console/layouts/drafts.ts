import type { Playlist, SceneFile } from '@ioc/server/contract'

// What is being laid out and not published yet, kept on this machine: closing the page loses nothing.

export type Kind = 'scenes' | 'playlists'
export interface LocalDraft<T> {
  /** The version it began from; null of what is new. */
  base: number | null
  spec: T
}
type SpecOf<K extends Kind> = K extends 'scenes' ? SceneFile : Playlist

const keyOf = (kind: Kind, id: string) => `ioc-layout/${kind}/${id}`

export function readDraft<K extends Kind>(kind: K, id: string): LocalDraft<SpecOf<K>> | null {
  try {
    const text = localStorage.getItem(keyOf(kind, id))
    return text ? (JSON.parse(text) as LocalDraft<SpecOf<K>>) : null
  } catch {
    return null
  }
}

export function keepDraft<K extends Kind>(kind: K, id: string, draft: LocalDraft<SpecOf<K>> | null): void {
  if (draft) localStorage.setItem(keyOf(kind, id), JSON.stringify(draft))
  else localStorage.removeItem(keyOf(kind, id))
}

/** The ids of a kind that this machine has drafts of. */
export function draftsOf(kind: Kind): string[] {
  const from = keyOf(kind, '')
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(from))
    .map((key) => key.slice(from.length))
}
