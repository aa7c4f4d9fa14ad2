import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SENTIMENTS, type Sentiment } from '@ioc/sql/listening'
import { parse } from 'csv-parse/sync'

// Texts that people labelled. Licensed for evaluation: nothing is trained on them and nothing of them is kept.

const DATA = join(import.meta.dirname, '../../../shared/data/nlp')

export interface Labelled<L extends string> {
  text: string
  human: L
}

export function hasLabelled(): boolean {
  return existsSync(join(DATA, 'uit-vsfc/dev.sents.txt'))
}

/**
 * Every second sentence of UIT-VSFC's dev set (students about their courses, 2018), the half nobody looked at while the words of
 * sentiment.yaml were written; `seen` is the other one.
 */
export function readVsfc(): { unseen: Labelled<Sentiment>[]; seen: Labelled<Sentiment>[] } {
  const lines = (file: string) =>
    readFileSync(join(DATA, 'uit-vsfc', file), 'utf8')
      .trim()
      .split(/\r?\n/)
  const labels = lines('dev.sentiments.txt')
  const all = lines('dev.sents.txt').map((text, n) => ({ text, human: SENTIMENTS[Number(labels[n])] as Sentiment }))
  return { unseen: all.filter((_, n) => n % 2 === 1), seen: all.filter((_, n) => n % 2 === 0) }
}

export type Tone = 'clean' | 'hostile'

/** ViHSD's dev set: comments from social media, clean, or offensive or hateful. */
export function readVihsd(): Labelled<Tone>[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(DATA, 'vihsd/dev.csv'), 'utf8'), { columns: true, bom: true })
  return rows.map(({ free_text, label_id }) => ({ text: free_text ?? '', human: label_id === '0' ? 'clean' : 'hostile' }))
}
