/** A question leaves the other connections to others. */
const AT_ONCE = 3

/** Reads many, some at once, in their order. */
export async function someAtOnce<T, R>(list: readonly T[], read: (each: T) => Promise<R>): Promise<R[]> {
  const all: R[] = []
  for (let first = 0; first < list.length; first += AT_ONCE)
    all.push(...(await Promise.all(list.slice(first, first + AT_ONCE).map(read))))
  return all
}
