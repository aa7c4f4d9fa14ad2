import type { ReadingAnswer } from '@ioc/server/contract'
import { useText } from '../text/use-text.ts'
import { type SignedReading, useSigning } from './use-signing.ts'

type Reading = SignedReading & Pick<ReadingAnswer, 'unitOfMeasurement' | 'decimals'>

/** That a figure is signed and no longer moves, and by whom; nothing where it may. */
export function Signed({ reading }: { reading: Reading }) {
  const { t, whole } = useText()
  const signing = useSigning(reading)
  if (!signing) return null
  const { level, says, href, other } = signing
  return (
    <p className="proof-help" data-signed={level}>
      <a href={href}>{says}</a>
      {other && ` ${t('proof.signedAs', { value: saidOf(other.value, reading, whole) })}`}
    </p>
  )
}

/** The same in a word, beside the figure. */
export function SignedMark({ reading }: { reading: Reading }) {
  const { t, whole } = useText()
  const signing = useSigning(reading)
  if (!signing) return null
  const { says, href, other } = signing
  return (
    <a className="signed-mark" href={href} title={says}>
      {other ? t('proof.signedOther', { value: saidOf(other.value, reading, whole) }) : t('proof.signedMark')}
    </a>
  )
}

const saidOf = (
  value: number | null,
  { unitOfMeasurement: of, decimals }: Reading,
  whole: ReturnType<typeof useText>['whole'],
) => (value === null ? '—' : whole(value, of, decimals))
