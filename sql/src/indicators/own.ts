import { z } from 'zod'
import { Indicator, type Localised } from '../pack/pack.ts'
import { type Located, readLocated } from '../province/located.ts'
import { nearest } from '../units/nearest.ts'
import { domainOf } from './define.ts'
import { MeaningFault } from './meaning-fault.ts'
import { compileRegistry, type Registry } from './registry.ts'

const { decimals, levels } = Indicator.shape

/**
 * What a province says of an indicator itself: all of one that no domain declares, or what it wants otherwise of one that a domain
 * does. A formula of its own takes the place of the domain's, with the basis it rests on.
 */
export const OwnIndicator = z
  .strictObject({ ...Indicator.shape, decimals: decimals.unwrap(), levels: levels.unwrap() })
  .partial()
  .required({ id: true })
export type OwnIndicator = z.infer<typeof OwnIndicator>

export const readOwnIndicator = (path: string, text?: string, say?: z.core.$ZodErrorMap) =>
  readLocated(path, OwnIndicator, text, say)

/** The same registry with what a province says itself; what does not hold together is refused by file and line. */
export function withOwn(registry: Registry, own: Located<OwnIndicator>[]): Registry {
  if (own.length === 0) return registry
  const files = new Map(own.map((file) => [file.value.id, file]))
  const troubles = own.flatMap((file) => domainTrouble(file, registry, files) ?? [])
  const sources = registry.meanings.map((meaning) => {
    const indicators = new Map(meaning.indicators.map((each) => [each.id, each]))
    for (const { value, where } of own.filter((file) => domainOf(file.value) === meaning.id)) {
      const laid = laidOver(indicators.get(value.id), value)
      const parsed = Indicator.safeParse(laid)
      const inVietnamese = Indicator.safeParse(laid, { error: z.locales.vi().localeError }).error?.issues
      if (parsed.success) indicators.set(value.id, parsed.data)
      else
        troubles.push(
          ...parsed.error.issues.map((issue, place) => ({
            vi: `${where(issue.path)}: ${issue.path.join('.')}: ${(inVietnamese?.[place] ?? issue).message}.`,
            en: `${where(issue.path)}: ${issue.path.join('.')}: ${issue.message}.`,
          })),
        )
    }
    const where = ({ section, id, text }: { section: string; id: string; text?: string }) =>
      (section === 'indicators' && files.get(id)?.where(text)) || `${section} ${id}`
    return { meaning: { ...meaning, indicators: [...indicators.values()] }, tiles: [], where }
  })
  if (troubles.length > 0)
    throw new MeaningFault({ vi: troubles.map(({ vi }) => vi).join('\n'), en: troubles.map(({ en }) => en).join('\n') })
  return compileRegistry(sources, registry.unitsOfMeasurement)
}

/** What a province says of an indicator, laid over what its domain declares of it. */
export function laidOver(declared: Indicator | undefined, own: OwnIndicator): Record<string, unknown> {
  const { formula, basis, definitions, ...rest } = declared ?? {}
  const keepsMeaning = own.formula === undefined && own.definitions === undefined
  return { ...rest, ...(keepsMeaning ? { formula, basis, definitions } : {}), ...own }
}

function domainTrouble(
  file: Located<OwnIndicator>,
  { meanings }: Registry,
  files: Map<string, Located<OwnIndicator>>,
): Localised | null {
  const { id } = file.value
  if (files.get(id) !== file)
    return {
      vi: `${file.where(['id'])}: ${id} còn được nói đến ở tệp khác; giữ một tệp.`,
      en: `${file.where(['id'])}: ${id} is told of in another file too; keep one.`,
    }
  const domains = meanings.map((meaning) => meaning.id)
  if (domains.includes(domainOf({ id }))) return null
  const near = nearest(domainOf({ id }), domains, (each) => [each]).join(', ')
  return {
    vi: `${file.where(['id'])}: ${id} không thuộc lĩnh vực nào. Bắt đầu mã bằng lĩnh vực mà chỉ tiêu thuộc về${near ? `, chẳng hạn ${near}` : ''}.`,
    en: `${file.where(['id'])}: ${id} belongs to no domain. Begin its id with the domain it is shown with${near ? `, such as ${near}` : ''}.`,
  }
}
