import { parse } from 'yaml'
import { z } from 'zod'
import { alertRuleTrouble, listAlertRules, namedIn } from '../alerts/rules.ts'
import type { Db } from '../db.ts'
import { checkTiles } from '../indicators/check-tiles.ts'
import { type OwnIndicator, readOwnIndicator, withOwn } from '../indicators/own.ts'
import { inDatabase, ownIndicatorsAsOf } from '../indicators/own-versions.ts'
import { loadRegistry, type Registry } from '../indicators/registry.ts'
import { registryAsOf } from '../indicators/versions.ts'
import { loadTiles } from '../pack/load.ts'
import type { Localised } from '../pack/pack.ts'
import { planTroubles } from '../plans/check.ts'
import type { Plan } from '../plans/plan.ts'
import { readPlan } from '../plans/plan-file.ts'
import { plansAsOf } from '../plans/versions.ts'
import { currentProvince } from '../province/find.ts'
import { restatedFigures } from '../signoff/restated.ts'
import { checkRounds } from '../signoff/round.ts'
import type { Proposal } from './proposals.ts'
import { inForce, type TypedAbout, type TypedSpec } from './typed.ts'

export interface TypedRead {
  /** What the text says; null: that there is none any more, or that it can't be read. */
  value: TypedSpec | null
  /** What keeps it from holding, by the line of the text where it stands. */
  faults: (Localised & { line: number | null })[]
}

/** What a text says and what keeps it from holding beside all else the province says: nothing is stored. */
export async function readTyped(db: Db, { about, key }: Pick<Proposal, 'about' | 'key'>, text: string): Promise<TypedRead> {
  const isNew = key.startsWith('new/')
  if (!isWritten(text)) {
    if (!isNew) return { value: null, faults: await gapFaults(db, about as TypedAbout, key) }
    return { value: null, faults: [{ line: null, vi: 'Chưa ghi gì.', en: 'Nothing is written yet.' }] }
  }
  try {
    const { value, faults } = about === 'plans' ? await readAsPlan(db, key, text) : await readAsIndicator(db, key, text)
    const others = await inForce(db, about as TypedAbout)
    if (isNew && others.some(({ id }) => id === value.id))
      faults.push({
        line: 1,
        vi: `Mã «${value.id}» đã có. Mở mục ấy để sửa, hoặc đặt mã khác.`,
        en: `There is «${value.id}» already. Open it to change it, or choose another id.`,
      })
    if (!isNew && value.id !== key) faults.push({ line: 1, vi: `Mã phải là «${key}».`, en: `The id must be «${key}».` })
    return { value, faults }
  } catch (error) {
    return { value: null, faults: linesOf(error) }
  }
}

/** Whether anything is written but notes. */
function isWritten(text: string): boolean {
  try {
    return (parse(text) ?? null) !== null
  } catch {
    return true
  }
}

async function readAsPlan(db: Db, key: string, text: string): Promise<TypedRead & { value: Plan }> {
  const file = readPlan('', text, z.locales.vi().localeError)
  const others = ((await plansAsOf(db, null))?.value ?? []).filter(({ id }) => id !== key && id !== file.plan.id)
  const troubles = await troublesOfPlans(db, [...others.map((plan) => ({ plan, where: () => plan.id })), file])
  return { value: file.plan, faults: troubles.map(({ at, vi, en }) => ({ ...placed(at), vi, en })) }
}

async function troublesOfPlans(db: Db, files: Parameters<typeof planTroubles>[0], registry?: Registry) {
  const own = ((await ownIndicatorsAsOf(db, null))?.value ?? []).map(inDatabase)
  const units = await db.selectFrom('unit').select('key').execute()
  return planTroubles(files, registry ?? withOwn(await loadRegistry(), own), new Set(units.map((unit) => unit.key)))
}

async function readAsIndicator(db: Db, key: string, text: string): Promise<TypedRead & { value: OwnIndicator }> {
  const file = readOwnIndicator('', text, z.locales.vi().localeError)
  const others = ((await ownIndicatorsAsOf(db, null))?.value ?? []).filter(({ id }) => id !== key && id !== file.value.id)
  return { value: file.value, faults: await whatBreaks(db, [...others.map(inDatabase), file]) }
}

/** What can’t be without something that is to be taken away. */
async function gapFaults(db: Db, about: TypedAbout, key: string): Promise<TypedRead['faults']> {
  if (about === 'plans') return []
  const others = ((await ownIndicatorsAsOf(db, null))?.value ?? []).filter(({ id }) => id !== key)
  return whatBreaks(db, others.map(inDatabase))
}

/** What would not hold any more of tiles, plans and alert rules, were these the province’s indicators. */
async function whatBreaks(db: Db, own: Parameters<typeof withOwn>[1]): Promise<TypedRead['faults']> {
  try {
    const registry = withOwn(await loadRegistry(), own)
    checkTiles(await loadTiles(), registry, own)
    const { signoff } = await currentProvince(db)
    const kinds = await db.selectFrom('unit').select('kind').distinct().execute()
    checkRounds(signoff, registry, new Set(kinds.map(({ kind }) => kind)))
    const restated = await restatedFigures(db, await registryAsOf(db, null), registry)
    const plans = ((await plansAsOf(db, null))?.value ?? []).map((plan) => ({ plan, where: () => plan.id }))
    const named = await namedIn(db, registry)
    const rules = (await listAlertRules(db)).flatMap((rule) => {
      const trouble = alertRuleTrouble(rule, named)
      return trouble
        ? [{ line: null, vi: `quy tắc cảnh báo «${rule.id}»: ${trouble}`, en: `the alert rule «${rule.id}»: ${trouble}` }]
        : []
    })
    return [
      ...(await troublesOfPlans(db, plans, registry)).map(({ at, vi, en }) => ({
        line: null,
        vi: `${at}: ${vi}`,
        en: `${at}: ${en}`,
      })),
      ...restated.map((said) => ({ line: null, ...said })),
      ...rules,
    ]
  } catch (error) {
    return linesOf(error)
  }
}

/** A refusal names lines of its text, as it would those of a file. */
function linesOf(error: unknown): TypedRead['faults'] {
  // What the database could not do is no fault of the text.
  if (!(error instanceof Error) || 'code' in error) throw error
  const { said } = error as { said?: Localised | null }
  const [vi, en] = [said?.vi ?? error.message, said?.en ?? error.message].map((words) => words.split('\n')) as [
    string[],
    string[],
  ]
  return en.map((words, at) => {
    const { line, rest } = placed(words)
    return { line, vi: placed(vi[at] ?? words).rest, en: rest }
  })
}

function placed(said: string): { line: number | null; rest: string } {
  const [, line, rest = ''] = /^:(\d+):?\s*(.*)$/s.exec(said) ?? []
  return line === undefined ? { line: null, rest: said.replace(/^:\s*/, '') } : { line: Number(line), rest }
}
