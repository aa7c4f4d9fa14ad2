/** Parts by a dimension may be told where their whole may: not of what is unknown, withdrawn, not due yet or too few to show. */
export async function partsOf<T>({ value }: { value: number | null }, read: () => Promise<T[]>): Promise<T[]> {
  return value === null ? [] : read()
}
