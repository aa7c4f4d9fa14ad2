import { useText } from '../../../../text/use-text.ts'
import { Line } from '../Line.tsx'
import type { Drafting } from '../use-draft.ts'

const HERE = 'Asia/Ho_Chi_Minh'

/** Where the source's clock hangs, for times that name no zone. */
export function ZoneLine({ drafting }: { drafting: Drafting }) {
  const { t } = useText()
  const zone = drafting.spec.zone ?? HERE
  const zones = [...new Set([HERE, 'UTC', zone, ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Line label={t('make.read.zone')} help={t('make.read.zoneHelp')}>
      {({ id, describedBy }) => (
        <select
          id={id}
          aria-describedby={describedBy}
          value={zone}
          onChange={(event) => drafting.change({ zone: event.target.value })}
        >
          {zones.map((each) => (
            <option key={each} value={each}>
              {each === HERE ? t('make.read.zoneHere') : each}
            </option>
          ))}
        </select>
      )}
    </Line>
  )
}
