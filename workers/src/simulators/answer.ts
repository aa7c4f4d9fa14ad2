/** What a simulated source says to a request. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
  /** How long it takes its time first. */
  afterMs?: number
}

export interface Question {
  url: URL
  headers: Record<string, string | string[] | undefined>
  now: Date
}

/** A source that answers under one folder of the address; null means «not mine». */
export interface SourceHost {
  /** As a person would read it in the list of what is simulated. */
  readonly about: string[]
  answer(question: Question): Answer | null
}

export function json(body: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}
