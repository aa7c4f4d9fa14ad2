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
  /** What it was measured on stands beside every figure: its accuracy is of texts of that kind. */
  sentiment: Measured.extend({ texts: z.object({ vi: z.string(), en: z.string() }) }),
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
  const { dataSet, texts } = sentiment
  const percent = Math.round(sentiment.accuracy * 100)
  const [year, month, day] = measuredOn.split('-')
  return {
    long: {
      vi: `Sắc thái do máy chấm, chưa đo trên tin bài: đúng ${percent}\u202f% trong ${sentiment.items} ${texts.vi} (${dataSet}), đo ${day}/${month}/${year}`,
      en: `Sentiment by machine, not measured on news or posts: right in ${percent}\u202f% of ${sentiment.items} ${texts.en} (${dataSet}), measured ${measuredOn}`,
    },
    short: { vi: `Máy chấm, đúng ${percent}\u202f% trên ${texts.vi}`, en: `By machine, ${percent}\u202f% right on ${texts.en}` },
  }
}

/** Of risk nothing was measured: its words are others, and sentiment is only half of it. */
export const RISK_NOTE: Localised = {
  vi: 'Máy chấm theo từ chỉ thiệt hại, chưa đo độ đúng',
  en: 'By machine, by words of damage; accuracy not measured',
}
