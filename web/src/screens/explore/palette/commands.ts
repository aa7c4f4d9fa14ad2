import type { IndicatorAnswer } from '@ioc/server/contract'
import type { Say } from '../../../text/say.ts'
import { NAMED } from '../ask/PeriodField.tsx'
import { afresh, splitBy, splitsOf } from '../ask/split.ts'
import { toRecords } from '../drill/drill.ts'
import type { Settled } from '../settle.ts'
import { comparedOf, NOW, type View } from '../view.ts'

/** What changes of the view when it is chosen. */
interface Command {
  key: string
  name: string
  changes: Partial<View>
}

const NOTHING = { picked: [], at: null, zoom: null } satisfies Partial<View>

/** All that a question can be changed to at a stroke, by what it changes. */
export function commandsOf(
  view: Settled,
  indicator: IndicatorAnswer,
  { t, title }: Pick<Say, 't' | 'title'>,
): { name: string; commands: Command[] }[] {
  const isNow = view.over === NOW
  return [
    {
      name: t('explore.by'),
      commands: [
        ...splitsOf(indicator, { t, title }).map(({ key, name }) => ({
          key,
          name,
          changes: { ...afresh, ...splitBy(key, indicator.paths) },
        })),
        { key: 'records', name: t('explore.records'), changes: toRecords(view) },
      ],
    },
    {
      name: t('explore.pictures.name'),
      commands: view.pictures.map((picture) => ({ key: picture, name: t(`explore.pictures.${picture}`), changes: { picture } })),
    },
    {
      name: t('explore.period'),
      commands: isNow
        ? []
        : NAMED.map((period) => ({
            key: period,
            name: t(`explore.periods.${period}`),
            changes: { ...NOTHING, period, step: null },
          })),
    },
    {
      name: t('explore.compare'),
      commands: [null, ...comparedOf(view)].map((compare) => ({
        key: compare ?? 'none',
        name: t(`explore.compared.${compare ?? 'none'}`),
        changes: { compare, sort: null },
      })),
    },
    {
      name: t('explore.asOf'),
      commands: view.asOf === null ? [] : [{ key: 'now', name: t('explore.asOfNow'), changes: { asOf: null } }],
    },
  ]
}
