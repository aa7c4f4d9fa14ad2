import type { EmbargoesAnswer, IndicatorAnswer } from '@ioc/server/contract'
import { isFound } from '../../../text/fold.ts'

type Domain = EmbargoesAnswer['domains'][number]
type Figure = Pick<IndicatorAnswer, 'id' | 'domain' | 'title'>

/** Of each domain what a search finds, by its name in either language, its domain's or its key; who has chosen one still sees it. */
export function figuresFound(domains: readonly Domain[], figures: readonly Figure[], search: string, chosen: string) {
  return domains
    .map((domain) => {
      const isOwn = isFound(`${domain.title.vi} ${domain.title.en}`, search)
      return {
        domain,
        isWhole: isOwn || chosen === domain.id,
        figures: figures.filter(
          ({ id, domain: of, title }) =>
            of === domain.id &&
            (id === chosen || isFound(`${title.vi} ${title.en} ${domain.title.vi} ${domain.title.en} ${id}`, search)),
        ),
      }
    })
    .filter(({ isWhole, figures: found }) => isWhole || found.length > 0)
}
