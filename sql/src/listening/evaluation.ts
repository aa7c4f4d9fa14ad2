import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Localised } from '../pack/pack.ts'
import { SENTIMENT_FILE } from './configuration.ts'

const HERE = dirname(fileURLToPath(import.meta.url))

/** Where `npm run evaluate` leaves what it measured. */
export const EVALUATION_FILE = join(HERE, 'evaluation.json')

const Measured = z.object({
  dataSet: z.string(),
  items: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  majority: z.number(),
  labels: z.record(z.string(), z.object({ items: z.number(), precision: z.number().nullable(), recall: z.number().nullable() })),
})

const Evaluation = z.object({
  measuredOn: z.iso.date(),
  /** Of the classifier that was measured: of its words and of its code. */
  fingerprint: z.string(),
  sentiment: Measured,
  others: z.array(Measured),
})
type Evaluation = z.infer<typeof Evaluation>

/** What was measured of the classifier as it stands; null where nothing was, or of another than this. */
function readEvaluation(): Evaluation | null {
  if (!existsSync(EVALUATION_FILE)) return null
  const evaluation = Evaluation.parse(JSON.parse(readFileSync(EVALUATION_FILE, 'utf8')))
  return evaluation.fingerprint === classifierFingerprint() ? evaluation : null
}

export function classifierFingerprint(): string {
  const hash = createHash('sha256')
  for (const path of [SENTIMENT_FILE, join(HERE, 'sentiment.ts'), join(HERE, 'words.ts')]) {
    hash.update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'))
  }
  return hash.digest('hex').slice(0, 16)
}

/** That a machine judged, and how often it is right: what stands beside every figure of sentiment. */
export function sentimentNote(): { long: Localised; short: Localised } {
  const evaluation = readEvaluation()
  if (!evaluation) {
    const unmeasured = { vi: 'Máy chấm, chưa đo độ đúng', en: 'By machine, accuracy not measured' }
    return { long: unmeasured, short: unmeasured }
  }
  const { sentiment, measuredOn } = evaluation
  const percent = Math.round(sentiment.accuracy * 100)
  const [year, month, day] = measuredOn.split('-')
  return {
    long: {
      vi: `Sắc thái do máy chấm, đúng ${percent}\u202f% trên ${sentiment.items} câu ${sentiment.dataSet}, đo ${day}/${month}/${year}`,
      en: `Sentiment by machine, right in ${percent}\u202f% of ${sentiment.items} sentences of ${sentiment.dataSet}, measured ${measuredOn}`,
    },
    short: { vi: `Máy chấm, đúng ${percent}\u202f% khi đo`, en: `By machine, ${percent}\u202f% right when measured` },
  }
}
