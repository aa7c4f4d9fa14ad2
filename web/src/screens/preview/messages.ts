import type { Scene } from '@ioc/server/contract'
import type { Language } from '../../text/i18n.ts'

// What the desk and the wall in its frame say to each other. Both are pages of ours; what another window says is not heard.

/** «Show this.» */
export interface ShowDraft {
  type: 'ioc-show-draft'
  scene: Scene
  language: Language
}

/** How a tile stands where it is put, in the wall's own pixels. */
export interface TileFit {
  tile: string
  /** The smallest words on it; null where there are none yet. */
  smallest: number | null
  /** Words or figures have no room. */
  isCut: boolean
}

/** «So it is laid out»: the field of the grid within the page, and how each tile fits. */
export interface DraftShown {
  type: 'ioc-draft-shown'
  grid: { left: number; top: number; width: number; height: number; gap: number }
  tiles: TileFit[]
}

/** «I am here.» */
export interface DraftAwaited {
  type: 'ioc-draft-awaited'
}

/** Whether a message comes from a window of ours. */
export function isFrom<T extends { type: string }>(
  event: MessageEvent,
  source: MessageEventSource | null | undefined,
  type: T['type'],
): event is MessageEvent<T> {
  return event.origin === location.origin && event.source === source && (event.data as T | null)?.type === type
}
