import type { MendAnswer } from '@ioc/server/contract'
import { useText } from '../../../text/use-text.ts'

/** What became of the rows somebody mended last. */
export function Mended({ rows }: { rows: MendAnswer }) {
  const { t, number } = useText()
  const count = (status: string) => number(rows.filter((each) => each.status === status).length)
  return t('console.mended', { released: count('released'), awaiting: count('awaiting'), held: count('held') })
}
