/** What the source says of one dossier at one moment: one line of its log. Instants as ISO 8601. */
export interface Telling {
  code: string
  /** The code of a commune. */
  unit: string
  status: 'received' | 'processing' | 'done'
  /** Undefined, and so left out, of what is told broken: such a row is to be held. */
  field: string | undefined
  channel: 'direct' | 'post'
  received_at: string
  due_at: string
  finished_at: string | null
  /** The version: of two tellings of a dossier the one with the later stands, whichever was told last. */
  updated_at: string
  deleted: boolean
  /** When the source told it: what is asked for since then. */
  told_at: string
}

/** Where the source's records go: the key of a feed. */
export type Log = Map<string, Telling[]>
