import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { Localised } from '../pack/pack.ts'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../provinces/national/listening')

const Topic = z.strictObject({
  id: z.string().regex(/^[a-z_]+$/),
  title: Localised,
  /** The key of the department that answers for it. */
  owner: z.string(),
  /** Phrases that settle the matter, and phrases that only point to it. */
  strong: z.array(z.string()).default([]),
  weak: z.array(z.string()).default([]),
})

const Topics = z.strictObject({ topics: z.array(Topic).min(1), other: Topic })

const phrases = z.array(z.string())

const Sentiment = z.strictObject({
  /** How strongly a word speaks, and the words that speak so: «2», «1», «-1», «-2». */
  words: z.record(z.string(), phrases),
  /** Of those, single words that stay plain when typed without marks. */
  plain: phrases,
  negations: phrases,
  /** They look like negations and are none: «không chỉ». */
  notNegations: phrases,
  stronger: phrases,
  weaker: phrases,
  /** What follows counts for more: «nhưng». */
  turns: phrases,
  /** Someone wants it otherwise than it is: «mong», «nên». */
  wishes: phrases,
  /** What was typed → the word meant. */
  teencode: z.record(z.string(), z.string()),
})

/** Phrases that speak of harm. */
const Risk = z.strictObject({ phrases: phrases.min(1) })

const TOPIC_FILE = join(FOLDER, 'topics.yaml')
export const SENTIMENT_FILE = join(FOLDER, 'sentiment.yaml')

export const topicRules = read(TOPIC_FILE, Topics)
export const sentimentRules = read(SENTIMENT_FILE, Sentiment)
export const riskRules = read(join(FOLDER, 'risk.yaml'), Risk)

function read<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
