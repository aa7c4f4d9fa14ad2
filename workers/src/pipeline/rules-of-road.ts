import { type Database, type Finding, isOfHistory, type Kind, rowJudge, rulesOf, type WordedRule } from '@ioc/sql'

/** The rules a feed's records pass, those switched on. */
export interface RoadRules {
  /** What a record breaks of those that look at it alone; `now` in milliseconds. */
  judge(record: Record<string, unknown>, now: number): Finding[]
  /** Those that look at what is stored. */
  history: WordedRule[]
  /** Those that keep a whole page out. */
  blocking: Set<string>
  /** What a normaliser can't do without, by the code of its reason, in English. */
  english?: Map<string, string>
}

/** `isChangeMeant`: a person has said that the figures are to be unlike all before, so that none is held against those. */
export async function openRules({ db }: Pick<Database, 'db'>, kind: Kind, isChangeMeant = false): Promise<RoadRules> {
  const rules = (await rulesOf(db, kind)).filter(({ rule }) => !rule.off)
  return {
    judge: rowJudge(rules),
    history: rules.filter(({ rule }) => isOfHistory(rule) && !(isChangeMeant && rule.jump)),
    english: new Map(rules.flatMap(({ rule }) => (rule.needed ? [[rule.id, rule.needed.en] as const] : []))),
    blocking: new Set(rules.flatMap(({ rule }) => (rule.severity === 'block' ? [rule.id] : []))),
  }
}
