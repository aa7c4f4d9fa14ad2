/** How far a machine's labels agree with people's, over the same items. */
export interface Agreement {
  items: number
  accuracy: number
  /** The mean of each label's F1: a rare label counts as much as a common one. */
  macroF1: number
  /** What always answering the commonest label would have got. */
  majority: number
  labels: Record<string, { items: number; precision: number | null; recall: number | null }>
}

export function agreementOf<L extends string>(labels: readonly L[], pairs: readonly { human: L; machine: L }[]): Agreement {
  const share = (part: number, whole: number) => (whole === 0 ? null : round(part / whole))
  const count = (holds: (pair: { human: L; machine: L }) => boolean) => pairs.filter(holds).length
  const each = labels.map((label) => {
    const items = count(({ human }) => human === label)
    const said = count(({ machine }) => machine === label)
    const right = count(({ human, machine }) => human === label && machine === label)
    return { label, items, precision: share(right, said), recall: share(right, items), f1: (2 * right) / (items + said || 1) }
  })
  return {
    items: pairs.length,
    accuracy: share(
      count(({ human, machine }) => human === machine),
      pairs.length,
    ) as number,
    macroF1: round(each.reduce((sum, { f1 }) => sum + f1, 0) / labels.length),
    majority: share(Math.max(...each.map(({ items }) => items)), pairs.length) as number,
    labels: Object.fromEntries(each.map(({ label, items, precision, recall }) => [label, { items, precision, recall }])),
  }
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
