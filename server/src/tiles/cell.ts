import type { Cell } from '../../contract/index.ts'

/** What is judged, as a number among others is told. */
export function cellOf<V extends number | null>({ value, state, estimate }: Cell & { value: V }): Cell & { value: V } {
  return { value, state, estimate }
}

type Told<T> = T & { value: number }

/** The largest first, without what is 0 or may not be told. */
export function largestFirst<T extends { key: string; value: number | null }>(parts: readonly T[]): Told<T>[] {
  return parts
    .filter((part): part is Told<T> => part.value !== null && part.value !== 0)
    .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1))
}
