import { agreementOf, classifierFingerprint, SENTIMENTS, sentimentOf } from '@ioc/sql/listening'
import { type Labelled, readVihsd, readVsfc, type Tone } from './labelled.ts'

const TONES: Tone[] = ['clean', 'hostile']

/** What `npm run evaluate` writes down. */
export function measureSentiment(measuredOn: string) {
  const { unseen, seen } = readVsfc()
  const judge = (items: Labelled<(typeof SENTIMENTS)[number]>[]) =>
    agreementOf(
      SENTIMENTS,
      items.map(({ text, human }) => ({ human, machine: sentimentOf(text) })),
    )
  const hostile = readVihsd().map(({ text, human }) => ({
    human,
    machine: sentimentOf(text) === 'negative' ? ('hostile' as const) : ('clean' as const),
  }))
  return {
    measuredOn,
    fingerprint: classifierFingerprint(),
    sentiment: {
      dataSet: 'UIT-VSFC',
      texts: { vi: 'góp ý của sinh viên', en: 'students’ comments on courses' },
      ...judge(unseen),
    },
    others: [
      { dataSet: 'UIT-VSFC, the half seen while writing', ...judge(seen) },
      { dataSet: 'ViHSD, negative taken for hostile', ...agreementOf(TONES, hostile) },
    ],
  }
}
