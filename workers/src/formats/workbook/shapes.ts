/** Records of a sheet before they are numbered through the page. */
export type Draft = { at: string; value: Record<string, unknown> } | { at: string; problem: string; raw: string }
export type Drafts = AsyncGenerator<Draft, void, undefined>
