import type { Draft } from '../draft.ts'

export type { Draft }
export type Drafts = AsyncGenerator<Draft, void, undefined>
