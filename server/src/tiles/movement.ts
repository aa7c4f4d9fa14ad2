/**
 * How many places each has moved since a list was ordered before: positive towards its top, negative towards its end. Places
 * are counted among those with a number both times, so that a newcomer pushes nobody down; equals share one. By key, without
 * those that had no number then or have none now.
 */
export function movementOf(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
  order: (a: number, b: number) => number,
): Map<string, number> {
  const both = [...now.keys()].filter((key) => before.has(key))
  const [then, today] = [placesOf(both, before, order), placesOf(both, now, order)]
  return new Map(both.map((key) => [key, Number(then.get(key)) - Number(today.get(key))]))
}

/** How many stand before each. */
function placesOf(keys: string[], values: ReadonlyMap<string, number>, order: (a: number, b: number) => number) {
  const numberOf = (key: string) => values.get(key) as number
  const sorted = keys.toSorted((a, b) => order(numberOf(a), numberOf(b)))
  const places = new Map<string, number>()
  sorted.forEach((key, index) => {
    const above = sorted[index - 1]
    const isEqual = above !== undefined && numberOf(above) === numberOf(key)
    places.set(key, isEqual ? (places.get(above) as number) : index)
  })
  return places
}
