/** A record before it is numbered through the page. */
export type Draft = { at: string; value: Record<string, unknown> } | { at: string; problem: string; en: string; raw: string }
