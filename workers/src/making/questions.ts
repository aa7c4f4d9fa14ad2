import { type Batch, type Database, type DraftSpec, loadGazetteer, loadUnitRegistry } from '@ioc/sql'
import { type Discovery, discover } from './discover.ts'
import { prepareDraft } from './draft-feed.ts'
import { type GuessedFormat, guessFormat, listsIn, repeatedIn } from './guess-format.ts'
import { batchOf, type Preview, previewOf, tryRecords } from './preview.ts'
import type { SamplePage } from './source.ts'

interface OfDraft {
  page: SamplePage
  spec: DraftSpec
  /** The feed's, or one that stands for a feed that is none yet. */
  key: string
}

/** What is asked of a sample: its question and its answer, by name. Both go from process to process, so they are plain. */
export interface Questions {
  /** How it is most likely read. */
  format: [asked: { page: SamplePage }, answer: GuessedFormat | null]
  /** Its fields; throws FeedFault where the draft is wrong. */
  fields: [
    asked: OfDraft,
    answer: Discovery & { canRedact: boolean; canSeal: boolean; lists: { path: string; records: number }[] },
  ]
  /** Its first rows before and after; throws FeedFault, and Invalid where no kind of record is chosen. */
  preview: [asked: OfDraft & { language: 'vi' | 'en' }, answer: Preview]
  /** What it would store; throws the same. */
  batch: [asked: OfDraft, answer: Pick<Batch, 'read' | 'facts' | 'held'>]
}

type Answers = { [Q in keyof Questions]: (asked: Questions[Q][0], database: Database) => Promise<Questions[Q][1]> }

export const answers: Answers = {
  format: ({ page }) => guessFormat(page),

  async fields({ page, spec, key }, database) {
    const prepared = await prepareDraft(spec, key)
    return {
      ...(await discover(prepared, page, await loadGazetteer(database.db))),
      canRedact: prepared.format.redact !== undefined,
      canSeal: prepared.format.seals,
      lists: await listsOf(prepared.format.kind, page),
    }
  },

  async preview({ page, spec, key, language }, database) {
    const trial = await tryRecords(database, await prepareDraft(spec, key), page)
    return previewOf(trial, await loadUnitRegistry(database.db), language)
  },

  async batch({ page, spec, key }, database) {
    return batchOf(await tryRecords(database, await prepareDraft(spec, key), page))
  },
}

async function listsOf(kind: string, page: SamplePage) {
  if (kind === 'json') return listsIn(page)
  return kind === 'xml' ? repeatedIn(page) : []
}
